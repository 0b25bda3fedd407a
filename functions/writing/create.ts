/** POST: a restricted record is created, under an id that the server makes and nobody can guess. */
import { type Fault, isObject } from '../../shared/domain/json.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';
import type { Refusal } from '../http/problems.ts';
import type { Caller } from '../http/token.ts';
import { settled } from './attempt.ts';
import type { Deps } from './deps.ts';
import { refusalOfSize, type Saved, write } from './save.ts';

/** A request to create what was `sent`. */
export type Creation = { type: RecordType; caller: Caller; sent: unknown; reason: string | null };

/** What was sent as a restricted record without an id, and what is wrong with it as such. */
const asRestricted = (sent: unknown): { written: unknown; faults: Fault[] } => {
  if (!isObject(sent)) return { written: sent, faults: [] };
  const { id, classification = 'restricted', ...rest } = sent;
  return {
    written: { ...rest, classification },
    faults: [
      ...(id === undefined ? [] : [{ pointer: '/id', detail: 'is made by the server' }]),
      ...(classification === 'unclassified'
        ? [{ pointer: '/classification', detail: 'is not what is created here: PUT creates unclassified records' }]
        : []),
    ],
  };
};

/**
 * Creates a restricted record, whether or not it says that it is one: 413 above 350 KB, 422 with every fault. Two requests
 * make two records: there is no address to tell a repetition by.
 */
export const create = async (deps: Deps, { sent, ...request }: Creation): Promise<Saved | Refusal> => {
  const { written, faults } = asRestricted(sent);
  const nothing = { before: undefined, live: undefined };
  // Another attempt takes another id.
  const once = () => write(deps, { ...request, id: deps.newId(), sent: written }, nothing, faults);
  return refusalOfSize(written) ?? settled(once);
};
