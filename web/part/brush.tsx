/** Bars by date, and a brush over them: drawn with a pointer, or moved by its two ends, which are sliders of the browser's own. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Count } from '../scale.ts';
import { useSite } from '../site.ts';

const height = 40;

/** `chosen` are the first and the last bar of the brush, by their places. */
export const Brush = ({
  bars,
  chosen: [first, last],
  choose,
}: {
  bars: readonly Count[];
  chosen: readonly [number, number];
  choose: (chosen: readonly [number, number]) => void;
}) => {
  const { say, dates } = useSite();
  const drawnFrom = useRef<number>();
  const most = Math.max(...bars.map(({ count }) => count));
  const barAt = ({ currentTarget, clientX }: JSX.TargetedPointerEvent<SVGSVGElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)));
  };
  // The ends stand at the edges of bars, and neither passes the other: the second is at the far edge of the last bar.
  const ends = [
    {
      name: 'from',
      bar: first,
      edge: first,
      within: (edge: number) => Math.min(edge, last),
      move: (edge: number) => choose([edge, last]),
    },
    {
      name: 'to',
      bar: last,
      edge: last + 1,
      within: (edge: number) => Math.max(edge, first + 1),
      move: (edge: number) => choose([first, edge - 1]),
    },
  ] as const;
  return (
    <div class="app-brush">
      <svg
        class="app-brush__bars"
        viewBox={`0 0 ${bars.length} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const bar = barAt(event);
          drawnFrom.current = bar;
          choose([bar, bar]);
        }}
        onPointerMove={(event) => {
          if (drawnFrom.current === undefined) return;
          const bar = barAt(event);
          choose([Math.min(bar, drawnFrom.current), Math.max(bar, drawnFrom.current)]);
        }}
        onPointerUp={() => {
          drawnFrom.current = undefined;
        }}
        onPointerCancel={() => {
          drawnFrom.current = undefined;
        }}
      >
        <rect class="app-brush__chosen" x={first} y={0} width={last - first + 1} height={height} />
        {bars.map(({ date, count }, index) => {
          // What is there is seen, however many there are elsewhere.
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * height);
          const isChosen = index >= first && index <= last;
          return (
            <rect
              key={date}
              class={isChosen ? 'app-brush__bar app-brush__bar--chosen' : 'app-brush__bar'}
              x={index + 0.1}
              y={height - tall}
              width={0.8}
              height={tall}
            />
          );
        })}
      </svg>
      <div class="app-brush__ends">
        {ends.map(({ name, bar, edge, within, move }) => (
          <input
            key={name}
            type="range"
            class={`app-brush__end app-brush__end--${name}`}
            min={0}
            max={bars.length}
            value={edge}
            aria-label={say(`overview.${name}`)}
            aria-valuetext={dates.word(bars[bar]?.date)}
            onInput={({ currentTarget }) => {
              const to = within(currentTarget.valueAsNumber);
              currentTarget.valueAsNumber = to;
              move(to);
            }}
          />
        ))}
      </div>
      <p class="app-brush__axis" aria-hidden="true">
        <span>{dates.word(bars[0]?.date)}</span>
        <span>{dates.word(bars.at(-1)?.date)}</span>
      </p>
    </div>
  );
};
