/** The expunger's Lambda: what no revision of a document names any longer, it deletes from the locked bucket, and it alone can. */
import * as z from 'zod/mini';
import { isRef, type Ref } from '../shared/domain/record-type.ts';
import { fileStoreOf } from './file-store.ts';
import { noted } from './log.ts';
import { type Runtime, runtimeOf } from './runtime.ts';
import type { FileStore } from './store/file-client.ts';
import { namedTexts } from './store/named-text.ts';
import { expungeVersion, storedVersions } from './store/stored-text.ts';

/** A direct invocation: something of this document was expunged. Which, and what it named, is seen here. */
const Asked = z.object({
  expunge: z.custom<Ref>((value) => typeof value === 'string' && isRef(value) && value.startsWith('document#')),
});

/** For how long a file that nobody names may be that of a save in hand, in milliseconds; the staff door runs for 30 s at most. */
const inHand = 5 * 60_000;

/**
 * The handler: `{expunge: 'document#x'}` is answered with `{gone}`, whether nothing is stored of the document that none of its
 * revisions names. It deletes nothing of a document of which nothing was expunged, or whose history is not whole.
 */
export const expunger = (
  { client, tables, clock, log }: Omit<Runtime<'records'>, 'newId'>,
  files: FileStore<'locked'>,
): ((event: unknown) => Promise<{ gone: boolean }>) => {
  return (event) =>
    noted(log, async () => {
      const { expunge } = Asked.parse(event);
      // Before anything is read, so that whatever is kept from now on is newer.
      const since = clock().getTime() - inHand;
      const named = await namedTexts({ client, tables }, expunge);
      if (!named) return { gone: true };
      const stored = await storedVersions(files, expunge.slice('document#'.length));
      const unnamed = stored.filter(({ sha256 }) => !named.has(sha256));
      const recent = new Set(unnamed.filter(({ at }) => at > since).map(({ key }) => key));
      for (const version of unnamed) {
        if (!recent.has(version.key)) await expungeVersion(files, version);
      }
      log({ level: 'info', event: recent.size === 0 ? 'files-expunged' : 'files-in-hand' });
      return { gone: recent.size === 0 };
    });
};

let made: ReturnType<typeof expunger> | undefined;

/** What Lambda calls; made at the first call, so that importing this file needs no environment. */
export const handler = async (event: unknown): Promise<{ gone: boolean }> => {
  made ??= expunger(runtimeOf(process.env, ['records']), fileStoreOf(process.env, ['locked']));
  return made(event);
};
