/** A stage on which a test decides, call by call, which projector goes on, which crashes, and when a delivery comes again. */
import type { Gate } from './memory.ts';

/** Thrown into a projector that the stage has crashed. */
export class Crash extends Error {}

/** A number below `n`, the same for the same seed (mulberry32). */
export const dice = (seed: number) => {
  let state = seed;
  return (n: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * n);
  };
};

export type Waiting = { step: string; go: () => void; crash: (done: boolean) => void };

/** One projector's run: what it waits for at its gates, and whether it lives. */
export class Run {
  readonly waiting: Waiting[] = [];
  alive = true;

  /** Every step of the run waits here until the stage lets it go on. */
  readonly gate: Gate = (step, act) => {
    if (!this.alive) return Promise.reject(new Crash());
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        step,
        go: () => {
          this.waiting.splice(this.waiting.indexOf(one), 1);
          try {
            resolve(act());
          } catch (error) {
            reject(error);
          }
        },
        crash: (done) => {
          if (done) act();
          reject(new Crash());
        },
      };
      this.waiting.push(one);
    });
  };

  /** Ends the run; one of its steps may have been done without the run ever hearing of it. */
  crash(step: Waiting, done: boolean): void {
    this.alive = false;
    for (const one of this.waiting.splice(0)) one.crash(done && one === step);
  }
}

/** Resolves when every run is at its gates or over: promises settle before the next turn of the loop. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
