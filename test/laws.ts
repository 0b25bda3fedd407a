/** Which cases the laws draw: the same on every run of the gate, and others by `npm run laws` and `npm run leaks`. */
import fc from 'fast-check';

if (process.env.MODE !== 'laws' && process.env.MODE !== 'leaks') fc.configureGlobal({ seed: 20_261_127 });
