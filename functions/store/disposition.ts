/** How a file is handed out: to be saved under its name, never to be shown as a page of ours (RFC 6266, RFC 8187). */
import type { StoredFile } from '../../shared/projection/row.ts';

/** The attr-char of RFC 8187; all else is percent-encoded. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** `Content-Disposition` of a file: a name in ASCII for what reads no other, and the whole one. */
export const dispositionOf = ({ fileName }: Pick<StoredFile, 'fileName'>): string => {
  const plain = fileName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_');
  return plain === fileName
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${encoded(fileName)}`;
};

/** `Content-Type` of a file; text is in UTF-8, or it would not have been taken. */
export const contentTypeOf = ({ mediaType }: Pick<StoredFile, 'mediaType'>): string =>
  mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
