/** What axe finds on a page as it stands, in light and dark, for a desk and a telephone; and what else is wrong with a page for whoever cannot see it. */
import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const desk = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844 };
const views = [
  { colorScheme: 'light', viewport: desk },
  { colorScheme: 'dark', viewport: desk },
  { colorScheme: 'dark', viewport: telephone },
  { colorScheme: 'light', viewport: telephone },
] as const;

// WCAG 2.2 asks for it, and axe does not unless it is told to.
const all: RunOptions = { iframes: false, rules: { 'target-size': { enabled: true } } };
/** What colours or the width may change. */
const seen: RunOptions = {
  iframes: false,
  runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'],
};

/** What axe finds with these rules; axe is put into a document once. */
const found = async (page: Page, options: RunOptions): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (asked) => {
    const { axe: here }: { axe: typeof import('axe-core') } = Object(window);
    const { violations } = await here.run(document, asked);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, options);
};

/** Everything that axe finds: each rule once, and what colours or the width may change in each view. Nothing is wider than the window. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  const findings: string[] = [];
  // What is not laid out until it is scrolled to would lie over what is: axe measures where things are.
  await page.locator('.app-timeline__part').evaluateAll((all) => {
    for (const one of all) if (one instanceof HTMLElement) one.style.contentVisibility = 'visible';
  });
  for (const [index, { colorScheme, viewport }] of views.entries()) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    findings.push(...(await found(page, index === 0 ? all : seen)));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) findings.push(`${wider} px wider than ${viewport.width}`);
  }
  return findings;
};

/**
 * Sentences in Latin letters on a page in Kazakh or Russian that are not said to be in another language. Titles of sources, code
 * and addresses are left out: nobody has told us in which language they are.
 */
export const unmarkedSentences = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      const lang = parentElement?.closest('[lang]')?.getAttribute('lang') ?? '';
      const isLeft = parentElement?.closest('script, pre, code, cite, textarea, .app-sources, .app-cite') !== null;
      if (!isLeft && /^(kk|ru)$/.test(lang) && /(?:[A-Za-z’'-]+[ ,]+){4}/.test(textContent ?? '')) {
        texts.push(textContent ?? '');
      }
    }
    return texts;
  });
