/** The operations of snapshots under the public door. */
import type * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import { DaysQuery, NoQuery, snapshotFilePath } from './reading.ts';
import { pageOf } from './reply.ts';
import { Manifest, SnapshotItem } from './snapshot.ts';

const reading = (schema: z.core.$ZodType): Pick<Operation, 'method' | 'headers' | 'replies' | 'tag'> => ({
  method: 'GET',
  headers: ['If-None-Match'],
  tag: 'snapshots',
  replies: [
    { status: 200, says: 'What was asked for', schema, headers: ['ETag'] },
    { status: 304, says: 'What `If-None-Match` names is what there is', headers: ['ETag'] },
  ],
});

/** What the public door takes at each path of snapshots that answers with JSON. */
export const snapshotReadings = { '/snapshots': DaysQuery, '/snapshots/:hash': NoQuery } as const;
/** And what it answers there. */
export const snapshotReplies = { '/snapshots': pageOf(SnapshotItem), '/snapshots/:hash': Manifest } as const;

/** The operations of snapshots. What an address answers is frozen until a record in it is withdrawn; then it answers why, for good. */
export const snapshotOperations: readonly Operation[] = [
  {
    ...reading(snapshotReplies['/snapshots']),
    id: 'snapshots',
    path: '/snapshots',
    summary: 'The snapshots that stand, newest first',
    query: snapshotReadings['/snapshots'],
    problems: ['invalid-parameter', 'internal'],
  },
  {
    ...reading(snapshotReplies['/snapshots/:hash']),
    id: 'snapshot',
    path: '/snapshots/:hash',
    summary: 'The manifest of a snapshot, to the byte: its SHA-256 is the name of the snapshot',
    query: snapshotReadings['/snapshots/:hash'],
    problems: ['invalid-parameter', 'not-found', 'snapshot-withdrawn', 'internal'],
  },
  {
    id: 'fileOfSnapshot',
    method: 'GET',
    path: snapshotFilePath,
    tag: 'snapshots',
    headers: [],
    summary: 'A file of a snapshot, by the name that the manifest gives it',
    query: NoQuery,
    replies: [{ status: 303, says: 'The file is there', headers: ['Location'] }],
    problems: ['invalid-parameter', 'not-found', 'snapshot-withdrawn', 'internal'],
  },
];
