/** The texts of a document: a file is announced, sent, examined, kept, and named in the record by a save of its own. */
import { bodyBy, TextBody, UploadBody, type UploadReply } from '../../shared/contract/text-act.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import { isNamedAs, mostTextBytes } from '../../shared/domain/document-text.ts';
import type { Fault } from '../../shared/domain/json.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { edited } from '../../shared/domain/release.ts';
import { validate } from '../../shared/domain/validate.ts';
import { isRefusal, type Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { commit } from '../store/commit.ts';
import { canonical } from '../store/hash.ts';
import { inOrder, standingIn } from '../store/items.ts';
import type { ActRequest, SentActRequest } from './act-request.ts';
import { type Again, again, failureRefusal, settled } from './attempt.ts';
import { current, isAt } from './current.ts';
import type { Deps } from './deps.ts';
import { examine } from './examine.ts';
import { type Footing, footingOf } from './footing.ts';
import { type LiveRevision, recordIn, textsIn } from './reading.ts';
import { isOfTeam, outsider } from './team.ts';

/** For how long a file may be sent, in seconds: 50 MB at 0.5 Mbit/s. */
const patience = 15 * 60;

/** A request to announce a file for a document. */
export type Announcement = { id: string; caller: Caller; sent: unknown };

/** A request about the text of a document in a language. */
export type TextRequest = Omit<ActRequest, 'type'> & { language: string };

/** One to file it; `sent` is what is said of the file. */
export type Filing = TextRequest & Pick<SentActRequest, 'sent'>;

/** The document with its texts as they are now. */
export type Filed = { revision: LiveRevision; footing: Footing };

/** The address that takes a file; 404, 422 with every fault, 413 above 50 MB. Nothing is written. */
export const announce = async (
  deps: Deps,
  { id, caller, sent }: Announcement,
): Promise<ReturnType<typeof UploadReply.parse> | Refusal> => {
  const { live } = await current(deps, 'document', id, caller);
  if (!live) return { refused: 'not-found' };
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  const parsed = bodyBy(UploadBody, sent);
  if (!parsed.ok) return { refused: 'invalid-record', errors: parsed.faults };
  const { bytes } = parsed.body;
  if (bytes > mostTextBytes) {
    return { refused: 'too-large', detail: `The file has ${bytes} bytes, at most ${mostTextBytes} can be kept.` };
  }
  const now = deps.clock();
  const address = await deps.texts.uploadAddress({ document: id, ...parsed.body }, patience, now);
  const expires = new Date(now.getTime() + patience * 1000).toISOString();
  return { method: 'PUT', ...address, headers: { ...address.headers }, expires };
};

const invalid = (...errors: Fault[]): Refusal => ({ refused: 'invalid-record', errors });

/** The file that is named: one that the record has in that language already, or one that was sent and is what it has to be. */
const fileFor = async (
  deps: Deps,
  { id, language }: Filing,
  sha256: string,
  known: DocumentText | undefined,
): Promise<Pick<DocumentText, 'mediaType' | 'bytes'> | Refusal> => {
  if (known?.sha256 === sha256) return known;
  const upload = await deps.texts.uploaded({ document: id, language, sha256 });
  if (!upload) return invalid({ pointer: '/sha256', detail: 'names no file that was sent for this language' });
  const found = await examine(upload);
  if ('mediaType' in found) {
    await deps.texts.keep(upload, found.mediaType);
    return { mediaType: found.mediaType, bytes: upload.bytes };
  }
  await deps.texts.drop(upload);
  return { refused: 'text-refused', detail: found.fault };
};

/** Saves the document with other texts. They are content: what was proposed is so no longer, and the public's form stays. */
const saveTexts = async (
  deps: Deps,
  { id, caller, reason }: TextRequest,
  live: LiveRevision,
  texts: readonly DocumentText[],
): Promise<Filed | Refusal | Again> => {
  const { texts: _before, ...rest } = Object.assign({ texts: undefined }, recordIn(live.snapshot));
  const verdict = validate('document', id, { ...rest, texts });
  if (!verdict.ok) return invalid(...verdict.faults);
  const record = ref('document', id);
  const at = deps.clock().toISOString();
  const release = edited(live.snapshot.release, { by: caller.sub, version: live.version + 1 });
  const snapshot = inOrder({ ...verdict.record, release });
  const change = { record, before: live, snapshot, act: 'file', by: caller.sub, at, reason, checks: [] } as const;
  const next = await commit(deps, { ...change, pending: live.pending ?? [] });
  if ('failed' in next) return failureRefusal(next, () => []) ?? again;
  return filed(deps, { ...next, snapshot });
};

const filed = async (deps: Deps, revision: LiveRevision): Promise<Filed> => {
  const known = new Map([[revision.record, standingIn(revision)]]);
  return { revision, footing: await footingOf(deps, recordIn(revision.snapshot), known, revision.pending) };
};

/** Whether the newest state is what this very act made, by this caller, of the version expected. */
const isRepeated = (live: LiveRevision, { caller, precondition }: TextRequest): boolean =>
  live.act === 'file' &&
  live.by === caller.sub &&
  precondition.expects === 'version' &&
  precondition.tag === String(live.version - 1);

const byLanguage = (a: DocumentText, b: DocumentText): number => (a.language < b.language ? -1 : 1);

const filing = async (deps: Deps, request: Filing): Promise<Filed | Refusal | Again> => {
  const { id, language, caller, precondition, sent } = request;
  const { before, live } = await current(deps, 'document', id, caller);
  const parsed = bodyBy(TextBody, sent);
  const texts = textsIn(live?.snapshot);
  const known = texts.find((text) => text.language === language);
  if (!live || !isAt(precondition, { before, live })) {
    const isThere = parsed.ok && known && canonical({ ...known, ...parsed.body }) === canonical(known);
    return live && isThere && isRepeated(live, request) ? filed(deps, live) : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  if (!parsed.ok) return invalid(...parsed.faults);
  const file = await fileFor(deps, request, parsed.body.sha256, known);
  if (isRefusal(file)) return file;
  const { mediaType, bytes } = file;
  if (!isNamedAs(mediaType, parsed.body.fileName)) {
    return invalid({ pointer: '/fileName', detail: `does not end as a file of the kind ${mediaType} does` });
  }
  const text: DocumentText = { language, mediaType, bytes, ...parsed.body };
  const next = [...texts.filter((one) => one !== known), text].sort(byLanguage);
  if (canonical(next) === canonical(texts)) return filed(deps, live);
  const saved = await saveTexts(deps, request, live, next);
  // What is kept is not waited for any longer.
  if ('revision' in Object(saved)) await deps.texts.drop({ document: id, language, sha256: text.sha256 });
  return saved;
};

const removing = async (deps: Deps, request: TextRequest): Promise<Filed | Refusal | Again> => {
  const { id, language, caller, precondition } = request;
  const { before, live } = await current(deps, 'document', id, caller);
  const texts = textsIn(live?.snapshot);
  const left = texts.filter((text) => text.language !== language);
  if (!live || !isAt(precondition, { before, live })) {
    const isGone = live && left.length === texts.length && isRepeated(live, request);
    return isGone ? filed(deps, live) : { refused: 'precondition-failed' };
  }
  if (!(await isOfTeam(deps, live.snapshot, caller))) return outsider;
  return left.length < texts.length ? saveTexts(deps, request, live, left) : { refused: 'not-found' };
};

/**
 * Files a text: the file that was sent is examined, kept and named in the record. 412, 422 with every fault, 422 where the
 * file is not what it has to be: then nothing of it is left. A file that the record has already is only said otherwise of.
 */
export const fileText = (deps: Deps, request: Filing): Promise<Filed | Refusal> => settled(() => filing(deps, request));

/** Removes a text from the record; earlier revisions still have it. 412, and 404 where there is none in that language. */
export const removeText = (deps: Deps, request: TextRequest): Promise<Filed | Refusal> =>
  settled(() => removing(deps, request));
