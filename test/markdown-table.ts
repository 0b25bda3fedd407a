/** Tables in the Markdown of docs/, as they are read by the tests that hold them to what is measured. */

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

/** The lines of the table whose first column has this head, the head left out. Throws where there is none. */
export const tableOf = (page: string, head: string): string[][] => {
  const lines = page.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  if (begin < 0) throw new Error(`there is no table with the head ${head}`);
  const rest = lines.slice(begin + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? rest.length : end).map(cellsOf);
};

/** A table in Markdown. */
export const tableText = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
