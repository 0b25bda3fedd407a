/** A part of a page that stands as the server rendered it: when the page comes alive it is not made again, until what it shows changes. */
import { type ComponentChildren, createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';

/** Whether the page comes alive at this moment: what is made at any other was not rendered by the server. */
const Context = createContext<{ now: boolean }>({ now: false });
export const ComingAliveProvider = Context.Provider;

/** For what is large, and only to be read and followed: nothing in it may listen. `of` is what it shows. */
export const Standing = ({ of, children }: { of: unknown; children: () => ComponentChildren }) => {
  const comingAlive = useContext(Context);
  const [rendered] = useState(() => (comingAlive.now ? { of } : undefined));
  // Whatever HTML is said of an element, Preact leaves what it finds in it while a page comes alive.
  if (rendered !== undefined && rendered.of === of)
    return <div key="rendered" dangerouslySetInnerHTML={{ __html: '' }} />;
  return <div key="made">{children()}</div>;
};
