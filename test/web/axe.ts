/** What axe finds on a page as it stands, in light and dark, for a desk and a telephone; and what else is wrong with a page for whoever cannot see it, or sees it move. */
import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const desk = { width: 1280, height: 900 };
const telephone = { width: 390, height: 844 };

// What is well is not worked out any further; no page plays anything, for which axe would wait.
const quick = { iframes: false, preload: false, selectors: false, resultTypes: ['violations'] } satisfies RunOptions;
// WCAG 2.2 asks for it, and axe does not unless it is told to.
const all: RunOptions = { ...quick, rules: { 'target-size': { enabled: true } } };
/** What colours may change, and what the width may as well. */
const byColour: RunOptions = { ...quick, runOnly: ['color-contrast'] };
const byWidth: RunOptions = { ...quick, runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'] };

/** Every rule once; those that another view may break once more, in other colours and another width. */
const views = [
  { colorScheme: 'light', viewport: desk, options: all },
  { colorScheme: 'dark', viewport: telephone, options: byWidth },
] as const;
/** The colours of each width, which are the same in every language. */
const colours = [
  { colorScheme: 'dark', viewport: desk, options: byColour },
  { colorScheme: 'light', viewport: telephone, options: byColour },
] as const;

/** What axe finds with these rules; axe is put into a document once. */
const found = async (page: Page, options: RunOptions): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (asked) => {
    const { axe: here }: { axe: typeof import('axe-core') } = Object(window);
    const { violations } = await here.run(document, asked);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, options);
};

/**
 * What moves for whoever asked that nothing does: rules of every style sheet that hold then, those of web components among them, whatever
 * they are about; what an element says of itself; and animations that run.
 */
const motions = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const timed = (text: string): boolean => text.split(',').some((one) => Number.parseFloat(one) > 0);
    const moves = ({
      transitionDuration,
      transitionDelay,
      animationName,
      scrollBehavior,
    }: CSSStyleDeclaration): boolean =>
      timed(transitionDuration) ||
      timed(transitionDelay) ||
      (animationName !== '' && animationName !== 'none') ||
      scrollBehavior === 'smooth';
    const inRules = (rules: CSSRuleList): string[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSMediaRule && !window.matchMedia(rule.media.mediaText).matches) return [];
        const own = rule instanceof CSSStyleRule && moves(rule.style) ? [rule.cssText] : [];
        return rule instanceof CSSStyleRule || rule instanceof CSSGroupingRule
          ? [...own, ...inRules(rule.cssRules)]
          : own;
      });
    const within = (root: Document | ShadowRoot): string[] => [
      ...[...root.styleSheets, ...root.adoptedStyleSheets].flatMap(({ cssRules }) => inRules(cssRules)),
      ...[...root.querySelectorAll<HTMLElement>('[style]')].flatMap((one) => (moves(one.style) ? [one.outerHTML] : [])),
      ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? within(shadowRoot) : [])),
    ];
    return [...within(document), ...document.getAnimations().map((one) => `${one.constructor.name} runs`)];
  });

/**
 * Everything that axe finds, in each view what may be wrong there. Nothing is wider than the window, and nothing moves where that is
 * asked. A page that is looked at in several languages need be looked at in all colours in one of them.
 */
export const axeFindings = async (page: Page, { inAllColours = true } = {}): Promise<string[]> => {
  const findings: string[] = [];
  // What is not laid out until it is scrolled to would lie over what is: axe measures where things are.
  await page.locator('.app-timeline__part').evaluateAll((all) => {
    for (const one of all) if (one instanceof HTMLElement) one.style.contentVisibility = 'visible';
  });
  for (const { colorScheme, viewport, options } of inAllColours ? [...views, ...colours] : views) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    findings.push(...(await found(page, options)));
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) findings.push(`${wider} px wider than ${viewport.width}`);
  }
  findings.push(...(await motions(page)).map((one) => `moves: ${one}`));
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
