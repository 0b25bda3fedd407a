/** How the command ends: what a script that calls it can tell apart. */
export const exitCode = {
  /** Everything was done. */
  done: 0,
  /** It went to its end, and some rows were refused or stand against a hand's edit. */
  someRefused: 1,
  /** What was asked for makes no sense, and nothing was sent. */
  wronglyAsked: 2,
  /** It stopped on its way: the tracker was not reached, or does not admit the token. Run it again. */
  stopped: 3,
} as const;
