/** How often the command asks again where the tracker is only busy, and how long it waits in between. */

/** Pauses in milliseconds before a request is made again; after the last of them nobody is there. */
export const pauses = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

const passing = new Set([429, 500, 502, 503, 504]);

/** Whether what was answered may be another answer in a moment. */
export const isPassing = (status: number): boolean => passing.has(status);
