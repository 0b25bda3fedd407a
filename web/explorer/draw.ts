/** Draws the figures of the explorer, by Observable Plot: a row of bars for each group, a bar for each year. */
import { axisFy, axisX, barY, plot, ruleY, text } from '@observablehq/plot';
import type { Figures } from './figures.ts';

/** In pixels: what a year takes, what a group takes, and the room for the names of the groups. */
const yearWidth = 36;
const groupHeight = 76;
const nameWidth = 180;

/**
 * The picture, in colours of the page's style sheet. What is by way of a bloc is an outline, all else is filled, and each bar
 * has its number: nothing is told by colour alone. `label` is read in its place, and so are the figures beside it.
 */
export const draw = ({ figures, groups, years }: Figures, label: string): Element => {
  const picture = plot({
    className: 'app-plot',
    ariaLabel: label,
    width: nameWidth + Math.max(years.length, 4) * yearWidth + 20,
    height: groups.length * groupHeight + 60,
    marginLeft: nameWidth,
    marginTop: 30,
    x: { domain: years, label: null },
    // Room above the highest bar for its number.
    y: { axis: null, domain: [0, 1.4 * Math.max(1, ...figures.map(({ own, via }) => own + via))] },
    fy: { domain: groups, label: null, padding: 0.15 },
    marks: [
      axisFy({ anchor: 'left', lineWidth: 13, fontSize: 13, ariaHidden: 'true' }),
      axisX({ anchor: 'bottom', fontSize: 12, tickSize: 0, ariaHidden: 'true' }),
      axisX({ anchor: 'top', facetAnchor: 'top', fontSize: 12, tickSize: 0, ariaHidden: 'true' }),
      barY(figures, {
        x: 'year',
        fy: 'group',
        y1: 0,
        y2: 'own',
        fill: 'var(--govuk-brand-colour)',
        ariaHidden: 'true',
      }),
      barY(figures, {
        filter: ({ via }) => via > 0,
        x: 'year',
        fy: 'group',
        y1: 'own',
        y2: ({ own, via }) => own + via,
        fill: 'none',
        stroke: 'var(--govuk-brand-colour)',
        strokeWidth: 1.5,
        strokeDasharray: '4 2',
        ariaHidden: 'true',
      }),
      ruleY([0], { stroke: 'var(--govuk-border-colour)', ariaHidden: 'true' }),
      text(figures, {
        x: 'year',
        fy: 'group',
        y: ({ own, via }) => own + via,
        text: ({ own, via }) => String(own + via),
        dy: -8,
        fontSize: 12,
        fill: 'currentColor',
        ariaHidden: 'true',
      }),
    ],
  });
  // The policy of the pages allows no styles but those of files: what this one says stands there.
  for (const style of picture.querySelectorAll('style')) style.remove();
  picture.setAttribute('role', 'img');
  return picture;
};

/** The picture as a file of its own (SVG): its colours are those of now, for there it has no style sheet. */
export const fileOf = (picture: Element): string => {
  const { color, backgroundColor } = getComputedStyle(document.body);
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGElement)) return '';
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('color', color);
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: backgroundColor })) {
    ground.setAttribute(name, value);
  }
  copy.prepend(ground);
  const root = getComputedStyle(document.documentElement);
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/var\((--[\w-]+)\)/g, (_, name: string) => root.getPropertyValue(name).trim());
};
