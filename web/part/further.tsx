/** Further pages of a list in the same document: asked for once by hand, and from then on as the reader comes near the end. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSite } from '../site.ts';
import { Pager } from './pager.tsx';

type Paged = { readonly items: readonly unknown[]; readonly next: string | null };
type State = 'waits' | 'goes-on' | 'asks' | 'failed';

/** `ask` goes on; undefined at the end of the list. */
type FurtherPages = { readonly next: string | null; readonly state: State; readonly ask: () => void };

/** As many entries are rendered at once: so few that whoever scrolls does not notice. */
const atOnce = 20;

/** A page in parts of a few entries; until the last of them is there, the list goes on where it was asked to. */
const partsOf = <Page extends Paged>(page: Page, asked: string): Page[] => {
  const many = Math.max(1, Math.ceil(page.items.length / atOnce));
  return Array.from({ length: many }, (_, part) => ({
    ...page,
    items: page.items.slice(part * atOnce, (part + 1) * atOnce),
    next: part === many - 1 ? page.next : asked,
  }));
};

/** Lets the browser do what waits, and paint, before it goes on. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** The pages of a list that are there: the first, of which the page was made, and the parts of those that were asked for since. */
export const useFurther = <Page extends Paged>(
  first: Page | undefined,
  read: (cursor: string) => Promise<Page>,
): { readonly pages: readonly Page[]; readonly further: FurtherPages } => {
  const [added, setAdded] = useState<readonly Page[]>([]);
  const [state, setState] = useState<State>('waits');
  /** Known at once, where `state` is known once it is rendered: nothing is asked for twice. */
  const isAsking = useRef(false);
  const pages = first ? [first, ...added] : [];
  const next = pages.at(-1)?.next ?? null;
  const ask = (): void => {
    if (next === null || isAsking.current) return;
    isAsking.current = true;
    setState('asks');
    const add = async (): Promise<void> => {
      for (const part of partsOf(await read(next), next)) {
        await pause();
        setAdded((before) => [...before, part]);
      }
    };
    const end = (as: State): void => {
      isAsking.current = false;
      setState(as);
    };
    add().then(
      () => end('goes-on'),
      () => end('failed'),
    );
  };
  return { pages, further: { next, state, ask } };
};

/** How near the end of the list is before more of it is asked for: so that it is there when it comes into sight. */
const ahead = '2000px';

/** The list and, at its end, a link to the next page; with a script, more of the list in its place. */
export const Further = ({ of: { next, state, ask }, children }: { of: FurtherPages; children: ComponentChildren }) => {
  const { say } = useSite();
  const [isAlive, setAlive] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  /** How much of the list was there when a reader asked for more of it. */
  const read = useRef<number>(null);
  useEffect(() => setAlive(true), []);
  useEffect(() => {
    // Whoever asked by keyboard goes on with the first of what came.
    const first = read.current === null ? undefined : list.current?.children[read.current];
    if (!first) return;
    first.querySelector('a')?.focus({ preventScroll: true });
    read.current = null;
  });
  useEffect(() => {
    if (state !== 'goes-on' || next === null || !end.current) return undefined;
    // A busy browser tells of several moments at once, and nothing more until it changes again: the last of them is how it is now.
    const observer = new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && ask(), { rootMargin: ahead });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [state, next]);
  const goOn = (): void => {
    read.current = list.current?.childElementCount ?? null;
    ask();
  };
  return (
    <>
      <div class="app-timeline" ref={list}>
        {children}
      </div>
      <div ref={end}>
        {state === 'failed' && (
          <p class="govuk-error-message" role="alert">
            {say('list.not-further')}
          </p>
        )}
        <Pager next={next} {...(isAlive && { goOn })} />
      </div>
    </>
  );
};
