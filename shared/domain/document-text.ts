/** A text of a document: a stored file in one language, whose bytes are known by their hash. */
import * as z from 'zod/mini';
import { Language } from './text.ts';

/** The kinds of files that are kept, each with the endings that its name may have. */
export const endings = {
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'text/plain': ['.txt'],
  'text/html': ['.html', '.htm'],
} as const;
export type MediaType = keyof typeof endings;
const mediaTypes = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'text/plain',
  'text/html',
] as const satisfies readonly MediaType[];

/** The largest file, in bytes: 50 MB. */
export const mostTextBytes = 50 * 1024 * 1024;

/** What no system takes for part of a name, and what would make one look like another. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\\/:*?"<>|]/u;
/** Names that some systems keep for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The name under which a file is saved by whoever reads it: no path, no control or bidirectional sign, no hidden ending. */
export const FileName = z.string().check(
  z.minLength(1, 'is empty'),
  z.maxLength(120, 'is more than 120 characters'),
  z.refine((name) => !unsafe.test(name), 'has a character that no file name may have'),
  z.refine((name) => name.normalize('NFC') === name, 'is not in the normal form NFC'),
  z.refine((name) => !/^[\s.]|[\s.]$/u.test(name), 'begins or ends with a dot or a space'),
  z.refine((name) => !device.test(name), 'is the name of a device'),
);

/** Whether a name ends as files of this kind do. */
export const isNamedAs = (mediaType: MediaType, fileName: string): boolean =>
  endings[mediaType].some((ending) => fileName.toLowerCase().endsWith(ending) && fileName.length > ending.length);

export const MediaType = z.enum(mediaTypes, `is none of ${mediaTypes.join(', ')}`);
/** SHA-256, in lower-case hex. */
export const FileHash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hex'));
export const FileSize = z.int().check(z.gte(1));

export const DocumentText = z.strictObject({
  language: Language,
  authentic: z.boolean(),
  mediaType: MediaType,
  bytes: FileSize,
  sha256: FileHash,
  fileName: FileName,
});
export type DocumentText = z.infer<typeof DocumentText>;
