/** Lines of an import in as many requests as the door takes them: at most 250 lines and 4 MB in each. */

const mostLines = 250;
// What stands between lines counts as well.
const mostBytes = 4_000_000;

/** Every line once, in order. */
export const batchesOf = (lines: readonly string[]): string[][] => {
  const encoder = new TextEncoder();
  const batches: string[][] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = encoder.encode(line).byteLength + 1;
    const last = batches.at(-1);
    if (last && last.length < mostLines && bytes + size <= mostBytes) {
      last.push(line);
      bytes += size;
    } else {
      batches.push([line]);
      bytes = size;
    }
  }
  return batches;
};
