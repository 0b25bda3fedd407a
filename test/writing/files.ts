/** Small files of every kind that is kept, and of some that are not. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The entry of a ZIP file, not compressed; `flags` as they stand in its header. */
type Part = { readonly name: string; readonly text: string; readonly flags?: number };

const header = (signature: number, fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer => {
  const parts = [[4, signature] as const, ...fields].map(([size, value]) => {
    const part = Buffer.alloc(size);
    part.writeUIntLE(value, 0, size);
    return part;
  });
  return Buffer.concat(parts);
};

/** A ZIP file of some parts (APPNOTE.TXT, section 4.3). */
const zip = (parts: readonly Part[]): Buffer => {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, text, flags = 0 } of parts) {
    const bytes = Buffer.from(text);
    const title = Buffer.from(name);
    const common = [
      [2, 20],
      [2, flags],
      [2, 0],
      [4, 0],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, title.length],
      [2, 0],
    ] as const;
    const file = Buffer.concat([header(0x04034b50, common), title, bytes]);
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const;
    entries.push(Buffer.concat([header(0x02014b50, [[2, 20], ...common, ...rest]), title]));
    files.push(file);
    offset += file.length;
  }
  const directory = Buffer.concat(entries);
  const end = [
    [2, 0],
    [2, 0],
    [2, parts.length],
    [2, parts.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  ] as const;
  return Buffer.concat([...files, directory, header(0x06054b50, end)]);
};

const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const types = (type = main): Part => ({
  name: '[Content_Types].xml',
  text: `<Types><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
});
const word: Part = { name: 'word/document.xml', text: '<w:document/>' };

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
export const docx = zip([types(), word]);
export const txt = Buffer.from('Бірлескен мәлімдеме\r\n');
export const html = Buffer.from('<!-- a statement -->\n<!DOCTYPE html>\n<html><body>Мәлімдеме</body></html>\n');

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What is not what it says, by its name: what is said of it, and what it is. */
export const impostors: readonly (readonly [what: string, mediaType: string, bytes: Buffer])[] = [
  ['a text as a PDF', 'application/pdf', txt],
  ['a PDF that was cut off', 'application/pdf', pdf.subarray(0, 30)],
  ['a PDF behind something else', 'application/pdf', Buffer.concat([Buffer.from('MZ'), pdf])],
  ['a PDF as a Word document', docxType, pdf],
  ['any ZIP file as a Word document', docxType, zip([{ name: 'readme', text: 'x' }])],
  ['a Word document that was cut off', docxType, docx.subarray(0, -30)],
  ['a Word document with macros', docxType, zip([types(), word, { name: 'word/vbaProject.bin', text: 'x' }])],
  [
    'a Word document that says it has macros',
    docxType,
    zip([types('application/vnd.ms-word.document.macroEnabled.main+xml'), word]),
  ],
  ['an encrypted Word document', docxType, zip([types(), { ...word, flags: 1 }])],
  ['a Word document with a path out of it', docxType, zip([types(), word, { name: '../x', text: 'x' }])],
  ['a PDF as a text', 'text/plain', pdf],
  ['a page as a text', 'text/plain', html],
  ['a text in another encoding', 'text/plain', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])],
  ['a text that ends within a letter', 'text/plain', txt.subarray(0, 3)],
  ['a text with control characters', 'text/plain', Buffer.from('a\u0000b')],
  ['a text as a page', 'text/html', txt],
  ['no page, however many comments come before', 'text/html', Buffer.from(`${'<!---->'.repeat(500)}Statement`)],
  ['a page in another encoding', 'text/html', Buffer.concat([html, Buffer.from([0xff])])],
];

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
