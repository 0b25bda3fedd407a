/** The stored file of a text as staff fetch it: of the document as it is, or as one of its revisions had it. */
import { ref } from '../../shared/domain/record-type.ts';
import { isRestricted, type Snapshot } from '../../shared/domain/snapshot.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { readCurrent, readRevision } from '../store/record.ts';
import { current } from './current.ts';
import type { Deps } from './deps.ts';
import { textsIn } from './reading.ts';
import { mayKnow } from './team.ts';
import { type Reader, witnessed } from './witness.ts';

/** For how long the address of a file is good, in seconds: to follow it, not to pass it on. */
const patience = 60;

/** A request for the text in a language; with a `number`, as that revision had it. */
export type TextReading = { id: string; language: string; caller: Caller; number?: string };

/** The state that is asked for, as far as the caller may know it, and whether it is secret today. */
const stateOf = async (
  deps: Deps,
  { id, caller, number }: TextReading,
): Promise<{ snapshot: Snapshot; secret: boolean } | undefined> => {
  if (number === undefined) {
    const { live } = await current(deps, 'document', id, caller);
    return live && { snapshot: live.snapshot, secret: isRestricted(live.snapshot) };
  }
  if (!/^[1-9]\d{0,7}$/.test(number)) return undefined;
  const record = ref('document', id);
  const [now, found] = await Promise.all([readCurrent(deps, record), readRevision(deps, record, Number(number))]);
  if (!now || !found || !(await mayKnow(deps, now, found, caller))) return undefined;
  return { snapshot: found.snapshot, secret: isRestricted(now.snapshot) || isRestricted(found.snapshot) };
};

/** Where the file of a text is fetched for the next minute; that a restricted one was is noted first. */
export const readText = async (
  deps: Deps,
  request: TextReading,
  reader: Reader,
): Promise<{ location: string } | Refusal> => {
  const state = await stateOf(deps, request);
  const text = textsIn(state?.snapshot).find(({ language }) => language === request.language);
  if (!state || !text) return { refused: 'not-found' };
  await witnessed(deps, reader, { record: ref('document', request.id), what: 'text', secret: state.secret });
  const file = { document: request.id, ...text };
  return { location: await deps.texts.downloadAddress(file, patience, deps.clock()) };
};
