/** What each function may do: a word for each thing that it may reach, and the actions behind each word. Nobody may do more. */
import type { FunctionName } from './bundling.ts';
import { type TableName, tableNames } from './table.ts';

/** The actions behind the words for tables: what the code really sends, and no more. */
export const onTable = {
  /** A reading door asks its view. */
  ask: ['GetItem', 'Query'],
  /** Feeds ask besides by which releases their records are public, all at once. */
  gather: ['BatchGetItem'],
  /** The staff door reads records and their history, and writes the parts of its transactions. */
  keep: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
  /** The history of a document: which files its revisions name. */
  retrace: ['Query'],
  /** Who was projected with the help of a record. */
  lookUp: ['Query'],
  /** Records as a projection reads them: many at once, and the edges of a bloc. */
  load: ['BatchGetItem', 'Query'],
  /** Heads, and what is written into the reverse index. */
  claim: ['UpdateItem', 'BatchWriteItem', 'ConditionCheckItem'],
  /** Takes back what is in the reverse index and read no more. */
  forget: ['DeleteItem'],
  /** A head as it is: what was withdrawn names no row. */
  confirm: ['GetItem'],
  /** The rows of a view. */
  project: ['PutItem', 'DeleteItem'],
  /** The log of changes of a view: where it stands, and one further. */
  log: ['GetItem', 'UpdateItem'],
  /** Finds the snapshots that what leaves the view is in. */
  unfreeze: ['GetItem', 'Query'],
  /** Snapshots, what is in them, and what is left of them: their own partitions. */
  freeze: ['PutItem', 'DeleteItem'],
  /** Sees what is really there: what was withdrawn is gone, and a rebuild believes no head. */
  compare: ['BatchGetItem'],
  /** A rebuild goes through whole tables. */
  walk: ['Scan'],
  /** Moves what is due, and what was lifted: their own items, and no record. */
  due: ['PutItem', 'DeleteItem'],
  lifted: ['PutItem', 'DeleteItem'],
  /** A day of the ledger or a seal, with its leaves: their own partitions. */
  publishDay: ['Query', 'PutItem', 'DeleteItem'],
  sealDay: ['Query', 'PutItem', 'DeleteItem'],
  /** The roots of the seals, and none of their leaves. */
  review: ['Query'],
  /** Adds to who read what, and changes nothing of it. */
  witness: ['PutItem'],
  /** Reads who read what. */
  audit: ['Query'],
  /** How far a rebuild has come. */
  note: ['GetItem', 'PutItem'],
  /** The canary's own row, and no other. */
  beat: ['PutItem'],
  listen: ['GetItem'],
} as const;
export type TableWord = keyof typeof onTable;

/** Words that change what is in a table need the key for more than reading. */
export const writing: readonly TableWord[] = [
  'keep',
  'claim',
  'forget',
  'project',
  'log',
  'freeze',
  'due',
  'lifted',
  'publishDay',
  'sealDay',
  'witness',
  'note',
  'beat',
];
/** Words that reach some partitions only: documents, the reverse index, the log, snapshots, the embargoes, the ledger and the seals, the canary's. */
export const within: { readonly [word in TableWord]?: string } = {
  retrace: 'document#*',
  lookUp: 'READ#*',
  forget: 'READ#*',
  log: 'changes',
  unfreeze: 'snapshot*',
  freeze: 'snapshot*',
  due: 'DUE',
  lifted: 'LIFTED',
  publishDay: 'ledger*',
  sealDay: 'SEAL*',
  review: 'SEAL',
  beat: 'BEAT',
  listen: 'BEAT',
};

/** The actions behind the words for buckets: on the objects of one, and on the bucket itself. */
export const onObjects = {
  /** Signs uploads, reads what came, takes it away again; told apart what did not come from what is forbidden. */
  receive: { objects: ['PutObject', 'GetObject', 'DeleteObject'], bucket: ['ListBucket'] },
  /** Stores texts and shows them; the lock sees to it that none is overwritten. */
  store: { objects: ['PutObject', 'GetObject'], bucket: [] },
  fetch: { objects: ['GetObject'], bucket: [] },
  /** Deletes stored texts before their time, whatever their versions, and opens none. */
  expunge: { objects: ['DeleteObjectVersion', 'BypassGovernanceRetention'], bucket: ['ListBucketVersions'] },
  /** The files of snapshots, and what successors are made from. */
  freezeFiles: { objects: ['PutObject', 'GetObject', 'DeleteObject'], bucket: ['ListBucket'] },
  publish: { objects: ['PutObject', 'DeleteObject'], bucket: [] },
  /** A rebuild sees what is really there as well. */
  publishAnew: { objects: ['PutObject', 'DeleteObject', 'GetObject'], bucket: ['ListBucket'] },
} as const;
type ObjectWord = keyof typeof onObjects;

/** Words that reach the objects below some folder only. */
export const below: { readonly [word in ObjectWord]?: string } = {
  expunge: 'documents/',
  freezeFiles: 'snapshots/',
};

/** Words that change what is in a bucket need its key for more than reading. */
export const writingObjects: readonly ObjectWord[] = ['receive', 'store', 'freezeFiles', 'publish', 'publishAnew'];
/** Words that open nothing, and need no key. */
export const sightless: readonly ObjectWord[] = ['expunge'];

export const bucketNames = ['quarantine', 'locked', 'publicFiles', 'analystFiles', 'clearedFiles'] as const;
export type BucketName = (typeof bucketNames)[number];

/** What a role may do. */
type Rights = {
  readonly tables?: { readonly [name in TableName]?: readonly TableWord[] };
  readonly buckets?: { readonly [name in BucketName]?: ObjectWord };
  /** Follows the stream of Records, and keeps what it could not project. */
  readonly follows?: boolean;
  /** May have the projector take a record off the views. */
  readonly withdraws?: boolean;
  /** May have the expunger delete the files that no revision of a document names. */
  readonly expunges?: boolean;
};

const publishing = {
  locked: 'fetch',
  publicFiles: 'publish',
  analystFiles: 'publish',
  clearedFiles: 'publish',
} as const;

/** Every role, and all that it may do besides writing its own log and traces. */
const rights = {
  public: { tables: { publicView: ['ask'] } },
  feeds: { tables: { publicView: ['ask', 'gather'] } },
  analyst: { tables: { analystView: ['ask', 'gather'] }, buckets: { analystFiles: 'fetch' } },
  cleared: {
    tables: { clearedView: ['ask', 'gather'], readings: ['witness'] },
    buckets: { clearedFiles: 'fetch' },
  },
  staff: {
    tables: { records: ['keep'], projections: ['lookUp', 'review'], readings: ['witness', 'audit'] },
    buckets: { quarantine: 'receive', locked: 'store' },
    withdraws: true,
    expunges: true,
  },
  projector: {
    tables: {
      records: ['load'],
      projections: ['claim', 'forget', 'confirm', 'lookUp'],
      publicView: ['project', 'log', 'unfreeze', 'compare'],
      analystView: ['project', 'log'],
      clearedView: ['project', 'log'],
    },
    buckets: publishing,
    follows: true,
  },
  expunger: { tables: { records: ['retrace'] }, buckets: { locked: 'expunge' } },
  embargo: {
    tables: {
      records: ['load', 'due', 'lifted'],
      projections: ['claim', 'forget', 'lookUp'],
      publicView: ['project', 'log', 'unfreeze'],
      analystView: ['project', 'log'],
      clearedView: ['project', 'log'],
    },
    buckets: publishing,
  },
  ledger: { tables: { publicView: ['walk', 'publishDay'] } },
  snapshots: {
    tables: { publicView: ['ask', 'walk', 'log', 'freeze'] },
    buckets: { publicFiles: 'freezeFiles' },
  },
  seal: { tables: { records: ['walk'], projections: ['sealDay'] } },
  rebuild: {
    tables: {
      records: ['load', 'walk'],
      projections: ['claim', 'forget', 'compare', 'walk', 'note'],
      publicView: ['project', 'log', 'unfreeze', 'compare', 'walk'],
      analystView: ['project', 'log', 'compare', 'walk'],
      clearedView: ['project', 'log', 'compare', 'walk'],
    },
    buckets: {
      locked: 'fetch',
      publicFiles: 'publishAnew',
      analystFiles: 'publishAnew',
      clearedFiles: 'publishAnew',
    },
  },
  canary: {
    tables: { records: ['beat'], publicView: ['listen'], analystView: ['listen'], clearedView: ['listen'] },
  },
  docs: {},
  // As the public door: it asks what everybody may ask.
  pages: { tables: { publicView: ['ask'] } },
} as const satisfies Record<FunctionName, Rights>;

/** What the role of a function may do. */
export const rightsOf = (name: FunctionName): Rights => rights[name];

/** The tables that a function may reach in any way. */
export const tablesOf = (name: FunctionName): TableName[] =>
  tableNames.filter((table) => rightsOf(name).tables?.[table]);

/** The buckets that a function may reach in any way. */
export const bucketsOf = (name: FunctionName): BucketName[] =>
  bucketNames.filter((bucket) => rightsOf(name).buckets?.[bucket]);

/** Whether a function may have the projector take a record off the views. */
export const withdraws = (name: FunctionName): boolean => rightsOf(name).withdraws ?? false;

/** Whether a function may have the expunger delete files. */
export const expunges = (name: FunctionName): boolean => rightsOf(name).expunges ?? false;
