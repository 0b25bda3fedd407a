/** The typed client of the staff door: records by type and id, their release and their history. */
import { pathOf, type RecordType, type Ref } from '../domain/record-type.ts';
import type { BundleBody, BundlePage } from './bundle.ts';
import { type Answer, ask, type Connection, type Got, pagesFrom, queryOf } from './client.ts';
import type { Comparison } from './difference.ts';
import type { ImportVerdict } from './import.ts';
import { bases } from './operation.ts';
import type { ReadingLogPage } from './reading-log.ts';
import type {
  ConsentBody,
  ConsentReply,
  ExpungeReply,
  newBodies,
  ReleaseActBody,
  ReleaseReply,
  Revision,
  RevisionPage,
  SealList,
  staffBodies,
  staffRecords,
} from './staff-reply.ts';
import type { TextBody, UploadBody, UploadReply } from './text-act.ts';
import type { WorkState } from './work-state.ts';
import type { WorkPage } from './worklist.ts';

/** A record as staff read it, and as they may send it. */
export type StaffRecord<Type extends RecordType> = Got<(typeof staffRecords)[Type]>;
export type StaffBody<Type extends RecordType> = Got<(typeof staffBodies)[Type]>;
/** A restricted record before it has an id. */
export type NewBody<Type extends RecordType> = Got<(typeof newBodies)[Type]>;

/** What a save was made against: nothing there yet, or the ETag of what was read. */
export type Against = 'nothing' | { etag: string };

const preconditionOf = (against: Against): Record<string, string> =>
  against === 'nothing' ? { 'If-None-Match': '*' } : { 'If-Match': against.etag };
/** A reason as a header carries it: ASCII as it is, else as RFC 8187 has it. */
const headerText = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) && !/^utf-8'/i.test(text)
    ? text
    : `UTF-8''${encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

const why = (reason: string | undefined): Record<string, string | undefined> => ({
  'Change-Reason': reason === undefined ? undefined : headerText(reason),
});

/** The staff door: records by type and id. `reason` says why, in any letters. */
export const staff = (connection: Connection) => {
  const at = (type: RecordType, id: string, more = ''): string =>
    `${bases.staff}/${pathOf[type]}/${encodeURIComponent(id)}${more}`;
  return {
    read: <Type extends RecordType>(type: Type, id: string): Promise<Answer<StaffRecord<Type>>> =>
      ask(connection, at(type, id), { method: 'GET' }),
    save: <Type extends RecordType>(
      type: Type,
      id: string,
      body: StaffBody<Type>,
      against: Against,
      reason?: string,
    ): Promise<Answer<StaffRecord<Type>>> =>
      ask(connection, at(type, id), { method: 'PUT', body, headers: { ...preconditionOf(against), ...why(reason) } }),
    /** Creates a restricted record; the reply has its id. */
    create: <Type extends RecordType>(
      type: Type,
      body: NewBody<Type>,
      reason?: string,
    ): Promise<Answer<StaffRecord<Type>>> =>
      ask(connection, `${bases.staff}/${pathOf[type]}`, { method: 'POST', body, headers: why(reason) }),
    remove: (type: RecordType, id: string, etag: string, reason?: string): Promise<Answer<undefined>> =>
      ask(connection, at(type, id), { method: 'DELETE', headers: { 'If-Match': etag, ...why(reason) } }),
    act: (
      type: RecordType,
      id: string,
      body: Got<typeof ReleaseActBody>,
      etag: string,
      reason?: string,
    ): Promise<Answer<Got<typeof ReleaseReply>>> =>
      ask(connection, at(type, id, '/release'), { method: 'PUT', body, headers: { 'If-Match': etag, ...why(reason) } }),
    /** Proposes or releases many records: the verdicts of each request, until all are done. With `dryRun` nothing is written. */
    bundle: (
      body: Got<typeof BundleBody>,
      { dryRun, reason }: { dryRun?: boolean; reason?: string } = {},
    ): AsyncGenerator<Answer<Got<typeof BundlePage>>> =>
      pagesFrom((cursor) =>
        ask(connection, `${bases.staff}/releases${queryOf({ dryRun, cursor })}`, {
          method: 'POST',
          body,
          headers: why(reason),
        }),
      ),
    consent: (
      type: RecordType,
      id: string,
      party: string,
      body: Got<typeof ConsentBody>,
      etag: string,
      reason?: string,
    ): Promise<Answer<Got<typeof ConsentReply>>> =>
      ask(connection, at(type, id, `/consents/${encodeURIComponent(party)}`), {
        method: 'PUT',
        body,
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    withdrawConsent: (
      type: RecordType,
      id: string,
      party: string,
      etag: string,
      reason?: string,
    ): Promise<Answer<Got<typeof ConsentReply>>> =>
      ask(connection, at(type, id, `/consents/${encodeURIComponent(party)}`), {
        method: 'DELETE',
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    /** Merges a record into another of its type, the survivor. */
    merge: <Type extends RecordType>(
      type: Type,
      id: string,
      survivor: string,
      etag: string,
      reason?: string,
    ): Promise<Answer<StaffRecord<Type>>> =>
      ask(connection, at(type, id, `/merge-into/${encodeURIComponent(survivor)}`), {
        method: 'PUT',
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    /** Takes a record out of the one that it was merged into. */
    unmerge: <Type extends RecordType>(
      type: Type,
      id: string,
      survivor: string,
      etag: string,
      reason?: string,
    ): Promise<Answer<StaffRecord<Type>>> =>
      ask(connection, at(type, id, `/merge-into/${encodeURIComponent(survivor)}`), {
        method: 'DELETE',
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    /** Asks for the content of a revision to be expunged, or as another releaser does what was asked for. */
    expunge: (
      type: RecordType,
      id: string,
      version: number,
      etag: string,
      reason: string,
    ): Promise<Answer<Got<typeof ExpungeReply>>> =>
      ask(connection, at(type, id, `/revisions/${version}/expunged`), {
        method: 'PUT',
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    /** Takes back that the content of a revision was asked to be expunged. */
    unaskExpunge: (
      type: RecordType,
      id: string,
      version: number,
      etag: string,
      reason?: string,
    ): Promise<Answer<Got<typeof ExpungeReply>>> =>
      ask(connection, at(type, id, `/revisions/${version}/expunged`), {
        method: 'DELETE',
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    history: (type: RecordType, id: string, limit?: number): AsyncGenerator<Answer<Got<typeof RevisionPage>>> =>
      pagesFrom((cursor) =>
        ask(connection, at(type, id, `/revisions${queryOf({ limit, cursor })}`), { method: 'GET' }),
      ),
    /** Between two revisions; unless said, from what the public has to the newest. */
    difference: (
      type: RecordType,
      id: string,
      between: { from?: number; to?: number } = {},
    ): Promise<Answer<Got<typeof Comparison>>> =>
      ask(connection, at(type, id, `/difference${queryOf(between)}`), { method: 'GET' }),
    /** Announces a file of a document; the reply says where to send it, and how. */
    announceText: (id: string, body: Got<typeof UploadBody>): Promise<Answer<Got<typeof UploadReply>>> =>
      ask(connection, at('document', id, '/uploads'), { method: 'POST', body }),
    /** Files what was sent there as the text in one language. */
    fileText: (
      id: string,
      language: string,
      body: Got<typeof TextBody>,
      etag: string,
      reason?: string,
    ): Promise<Answer<StaffRecord<'document'>>> =>
      ask(connection, at('document', id, `/texts/${encodeURIComponent(language)}`), {
        method: 'PUT',
        body,
        headers: { 'If-Match': etag, ...why(reason) },
      }),
    /** Saves records, each as JSON with its type and id, at most 4 MB and 250 of them; the verdicts are in their order. */
    importRecords: (
      records: readonly string[],
      { dryRun, reason }: { dryRun: boolean; reason?: string },
    ): Promise<Answer<Got<typeof ImportVerdict>[]>> =>
      ask(connection, `${bases.staff}/import${queryOf({ dryRun })}`, {
        method: 'POST',
        lines: records,
        headers: why(reason),
      }),
    /** A page of what is still to be done; `next` goes into `cursor`. */
    worklist: (asked: { state: WorkState; limit?: number; cursor?: string }): Promise<Answer<Got<typeof WorkPage>>> =>
      ask(connection, `${bases.staff}/worklist${queryOf(asked)}`, { method: 'GET' }),
    /** All records of the work list in a state, to the end. */
    allIn: (state: WorkState): AsyncGenerator<Answer<Got<typeof WorkPage>>> =>
      pagesFrom((cursor) =>
        ask(connection, `${bases.staff}/worklist${queryOf({ state, limit: 100, cursor })}`, {
          method: 'GET',
        }),
      ),
    /** The newest hundred seals of all records, newest first. */
    seals: (): Promise<Answer<Got<typeof SealList>>> => ask(connection, `${bases.staff}/seals`, { method: 'GET' }),
    /** Who read restricted records, and to the cleared which, newest first, to the end. */
    readings: (
      asked: { record?: Ref; by?: string; from?: string; to?: string } = {},
    ): AsyncGenerator<Answer<Got<typeof ReadingLogPage>>> =>
      pagesFrom((cursor) =>
        ask(connection, `${bases.staff}/readings${queryOf({ ...asked, cursor })}`, { method: 'GET' }),
      ),
    revision: (type: RecordType, id: string, version: number): Promise<Answer<Got<typeof Revision>>> =>
      ask(connection, at(type, id, `/revisions/${version}`), { method: 'GET' }),
  };
};
