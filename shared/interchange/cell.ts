/** What stands in a cell, cleaned of what its way through programs did to it. The cell itself is kept in `origin`. */

// Windows-1252 in the places where it is not Latin-1: what UTF-8 read as Windows-1252 shows for the bytes 80 to 9F.
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const byteOf = (sign: string): number => {
  const place = windows.indexOf(sign);
  return place < 0 ? (sign.codePointAt(0) ?? 0) : 0x80 + place;
};

const decoded = (letters: string): string => {
  const bytes = [...letters].map(byteOf);
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    // It only looks so.
    return letters;
  }
};

/** UTF-8 that was read as Windows-1252 and written again (`CÃ´te`), as it was before; all else as it is. */
const decodedTwice = (text: string): string =>
  text.replace(/[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}/g, decoded);

/** A cell as text: no byte-order mark, every kind of space and control a plain space, none at the ends; line ends as `\n`. */
export const textIn = (cell: string | undefined): string =>
  decodedTwice((cell ?? '').replaceAll('\ufeff', ''))
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();

/** The same on one line. */
export const lineIn = (cell: string | undefined): string => textIn(cell).replace(/\s+/g, ' ');

/** The values of a cell that holds several, none of them empty. Names have separators too: split only lists of codes. */
export const listIn = (cell: string | undefined, separator: RegExp): string[] =>
  textIn(cell)
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '');

const codeless = new Set(['', 'NA', 'N/A', 'n/a', '-99', '-88', '.', 'NULL']);

/** A code or number of a data set, undefined where the cell says that there is none. Never for a country: NA is Namibia. */
export const codeIn = (cell: string | undefined): string | undefined => {
  const text = lineIn(cell);
  return codeless.has(text) ? undefined : text;
};

/** Words for an id: lower case, letters without marks, joined by hyphens, cut between words. May be empty. */
export const slugOf = (text: string, most = 60): string => {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > most) break;
    slug = longer;
  }
  return slug || (words[0] ?? '').slice(0, most);
};

/** Words for an id of a name in whatever script: where no Latin letter is in it, a number made of its letters. */
export const slugOfName = (name: string, most = 60): string => {
  const slug = slugOf(name, most);
  if (slug !== '' || name.trim() === '') return slug;
  let number = 0n;
  for (const sign of name.normalize('NFKC').toLowerCase()) {
    number = (number * 1_099_511_628_211n + BigInt(sign.codePointAt(0) ?? 0)) % 2n ** 64n;
  }
  return number.toString(36);
};
