/** The files that the histories of a pair have: short plain ones, said of as whoever files them would. */
import { createHash } from 'node:crypto';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import type { Act } from './any-pair.ts';

/** What is said of a file, and its bytes. */
export const textOf = ({ language, content }: Extract<Act, { does: 'file' }>): { text: DocumentText; file: Buffer } => {
  const file = Buffer.from(content);
  const sha256 = createHash('sha256').update(file).digest('hex');
  const fileName = `${content}.txt`;
  return { text: { language, authentic: true, mediaType: 'text/plain', bytes: file.length, sha256, fileName }, file };
};
