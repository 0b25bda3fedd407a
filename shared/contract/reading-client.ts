/** The typed client of the reading doors: it brings no schema along, only their types. */
import type * as z from 'zod/mini';
import { type Answer, ask, type Connection, type Got, pagesFrom, queryOf } from './client.ts';
import { bases } from './operation.ts';
import type { readings } from './reading.ts';
import type { analystReplies, publicReplies, ReadingPath } from './reading-operations.ts';
import type { snapshotReadings, snapshotReplies } from './snapshot-operations.ts';

/** The parameters of an address as they are written in code: `limit` is a number. */
type Sent<Schema extends z.core.$ZodType> = {
  [Name in keyof z.input<Schema> as string extends Name ? never : Name]?: Name extends 'limit'
    ? number
    : z.input<Schema>[Name];
};

type Replies = {
  public: typeof publicReplies & typeof snapshotReplies;
  analyst: typeof analystReplies;
  cleared: typeof analystReplies;
};
type Read = {
  [Door in keyof Replies]: {
    [Path in keyof Replies[Door]]: Replies[Door][Path] extends z.core.$ZodType ? Got<Replies[Door][Path]> : never;
  };
};
type Readings = typeof readings & typeof snapshotReadings;
export type ReadingDoor = keyof Replies;

/** The paths of a reading door: snapshots are asked of the public one alone. */
export type PathAt<Door extends ReadingDoor> = keyof Replies[Door] & keyof Readings;

/** What a path of a reading door is answered with. */
export type ReplyAt<Door extends ReadingDoor, Path extends PathAt<Door>> = Read[Door][Path];

/** What can be asked of a path: its parameters, and the id or the hash where it has one. */
export type AskedAt<Path extends keyof Readings> = Sent<Readings[Path]> &
  (Path extends `${string}:id${string}` ? { id: string } : unknown) &
  (Path extends `${string}:hash` ? { hash: string } : unknown);

/** The paths that answer with a list. */
export type ListPath = {
  [Path in ReadingPath]: ReplyAt<'public', Path> extends { next: string | null } ? Path : never;
}[ReadingPath];

const addressOf = (base: string, path: string, asked: { id?: string; hash?: string } & object): string => {
  const { id = '', hash = '', ...query } = asked;
  return base + path.replace(':id', encodeURIComponent(id)).replace(':hash', encodeURIComponent(hash)) + queryOf(query);
};

/** A reader of one door: `get` asks once, `getNew` unless nothing has changed since, `pages` goes on to the end of a list. */
export const reader = <Door extends ReadingDoor>(door: Door, connection: Connection) => {
  const get = <Path extends PathAt<Door>>(path: Path, asked: AskedAt<Path>): Promise<Answer<ReplyAt<Door, Path>>> =>
    ask(connection, addressOf(bases[door], path, asked), { method: 'GET' });
  /** With the ETag of what is there already; `reply` is undefined where that still holds (304). */
  const getNew = <Path extends PathAt<Door>>(
    path: Path,
    asked: AskedAt<Path>,
    etag: string,
  ): Promise<Answer<ReplyAt<Door, Path> | undefined>> =>
    ask(connection, addressOf(bases[door], path, asked), { method: 'GET', headers: { 'If-None-Match': etag } });
  const pages = <Path extends ListPath>(
    path: Path,
    asked: AskedAt<Path>,
  ): AsyncGenerator<Answer<ReplyAt<Door, Path>>> =>
    pagesFrom((cursor) => get(path, { ...asked, ...(cursor === undefined ? {} : { cursor }) }));
  return { get, getNew, pages };
};
