/** What an uploaded file really is, by its own bytes: neither its name nor its sender is believed. */
import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { type MediaType, mostTextBytes } from '../../shared/domain/document-text.ts';
import type { Uploaded } from '../store/upload.ts';
import { docxFault } from './docx.ts';

/** A file that is what it has to be, or in a sentence what it is not. */
export type Examined = { readonly mediaType: MediaType } | { readonly fault: string };

/** As many bytes as tell the kind of a file. */
const telling = 4100;
const pdfBegin = /^%PDF-[12]\.\d/;
const pdfEnd = /%%EOF\s*$/;
/** Before the first element of a page: white space, a declaration, comments, each of which ends at the first end, or there is no end to looking. */
const htmlBegin = /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html)\b/i;
/** A text has lines and tabs, and no other control characters. */
const control = /(?![\t\n\f\r])\p{Cc}/u;

type Passed = { sha256: string; bytes: number; head: Buffer; tail: Buffer; textFault: string | undefined };

/** One pass over all bytes, of which no more than a chunk is ever held. */
const pass = async (chunks: AsyncIterable<Uint8Array>): Promise<Passed> => {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let head: Buffer = Buffer.alloc(0);
  let tail: Buffer = Buffer.alloc(0);
  let bytes = 0;
  let textFault: string | undefined;
  const text = (chunk?: Uint8Array): void => {
    try {
      if (control.test(decoder.decode(chunk, { stream: chunk !== undefined }))) textFault = 'it has control characters';
    } catch {
      textFault = 'it is not in UTF-8';
    }
  };
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.byteLength;
    if (head.length < telling) head = Buffer.concat([head, chunk]).subarray(0, telling);
    tail = Buffer.concat([tail, chunk.subarray(-telling)]).subarray(-telling);
    if (textFault === undefined) text(chunk);
    if (bytes > mostTextBytes) break;
  }
  if (textFault === undefined) text();
  return { sha256: hash.digest('hex'), bytes, head, tail, textFault };
};

/** Why a file is none of its kind; undefined where it is one. */
const kindFault = async (upload: Uploaded, { head, tail, bytes, textFault }: Passed): Promise<string | undefined> => {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  switch (upload.mediaType) {
    case 'application/pdf':
      return found?.mime === 'application/pdf' &&
        pdfBegin.test(head.toString('latin1')) &&
        pdfEnd.test(tail.toString('latin1'))
        ? undefined
        : 'it is not a whole PDF';
    case 'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
      return docxFault(upload, bytes);
    case 'text/html':
      if (textFault) return textFault;
      return htmlBegin.test(head.toString('utf8')) ? undefined : 'it does not begin as a page in HTML does';
    case 'text/plain':
      if (textFault) return textFault;
      return found || htmlBegin.test(head.toString('utf8')) ? 'it is a file of another kind' : undefined;
    case undefined:
      return 'its kind was not said when it was sent';
    default:
      return upload.mediaType satisfies never;
  }
};

/**
 * Examines a file that came: its size, its hash and its kind. The hash is made here, whatever the store may have verified, so
 * that it holds over any store.
 */
export const examine = async (upload: Uploaded): Promise<Examined> => {
  if (upload.bytes > mostTextBytes) return { fault: `It has more than ${mostTextBytes} bytes.` };
  if (upload.bytes === 0) return { fault: 'It is empty.' };
  const passed = await pass(await upload.read());
  if (passed.bytes !== upload.bytes) return { fault: `It has ${passed.bytes} bytes and not ${upload.bytes}.` };
  if (passed.sha256 !== upload.sha256) return { fault: `Its SHA-256 is ${passed.sha256}.` };
  const fault = await kindFault(upload, passed);
  if (fault !== undefined || !upload.mediaType) {
    return { fault: `It is not what was announced (${upload.mediaType ?? 'no kind that is kept'}): ${fault}.` };
  }
  return { mediaType: upload.mediaType };
};
