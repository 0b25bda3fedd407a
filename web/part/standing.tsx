/** A part of a page that stands as the server rendered it: when the page comes alive it is not made again, until another reading comes. */
import type { ComponentChildren } from 'preact';

/** For what is large, and only to be read and followed: nothing in it may listen. `of` is null where it stands already. */
export const Standing = <Reply,>({
  of,
  children,
}: {
  of: Reply | null;
  children: (reply: Reply) => ComponentChildren;
}) =>
  of === null ? (
    // Whatever HTML is said of an element, Preact leaves what it finds in it while a page comes alive.
    <div key="rendered" dangerouslySetInnerHTML={{ __html: '' }} />
  ) : (
    <div key="made">{children(of)}</div>
  );
