/** What the addresses of texts take and answer: the announcement of a file, and what is said of it when it is filed. */
import * as z from 'zod/mini';
import { DocumentText, FileHash, FileName, FileSize, MediaType } from '../domain/document-text.ts';
import { type Fault, soundness } from '../domain/json.ts';
import { Language } from '../domain/text.ts';
import { faultsOf } from '../domain/validate.ts';
import { Instant } from './staff-reply.ts';

/** What `POST …/uploads` takes: the file that is going to be sent, as its sender says. */
export const UploadBody = z.strictObject({
  language: Language,
  mediaType: MediaType,
  bytes: FileSize,
  sha256: FileHash,
});

/** What `POST …/uploads` answers: send the file there by PUT, with these headers, before the address expires. */
export const UploadReply = z.strictObject({
  method: z.literal('PUT'),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expires: Instant,
});

/** What `PUT …/texts/{language}` takes: which file, and what is said of it. */
export const TextBody = z.strictObject({
  sha256: FileHash,
  fileName: FileName,
  authentic: DocumentText.shape.authentic,
});

type Parsed<T> = { ok: true; body: T } | { ok: false; faults: Fault[] };

/** A body by its schema, or every fault in it. */
export const bodyBy = <Schema extends z.core.$ZodType>(schema: Schema, sent: unknown): Parsed<z.infer<Schema>> => {
  const unsound = soundness(sent);
  const parsed = z.safeParse(schema, sent);
  const faults = [...unsound, ...(parsed.success ? [] : faultsOf(parsed.error.issues, sent))];
  return parsed.success && faults.length === 0 ? { ok: true, body: parsed.data } : { ok: false, faults };
};
