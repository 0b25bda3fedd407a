/**
 * `npm run bench:import -- <roll calls> <votes>`: how fast these files go in and what the views lag, and how much memory the
 * command takes for 870 000 votes.
 */
import { importMemory } from './import-memory.ts';
import { importRate } from './import-rate.ts';

const [calls, votes] = process.argv.slice(2);
if (!calls || !votes) throw new Error('name the files of roll calls and of votes');
await importRate(['un-votes', calls, votes]);
await importMemory(calls, votes);
