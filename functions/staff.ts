/** The staff door as a Lambda: it writes records, and has others do what cannot wait: the projector, and the expunger. */
import { randomUUID } from 'node:crypto';
import { needed } from './environment.ts';
import { fileStoreOf } from './file-store.ts';
import { lambdaHandler } from './http/lambda.ts';
import { issuerOf, runtimeOf } from './runtime.ts';
import { expungingFiles } from './store/expunger.ts';
import { withdrawing } from './store/projector.ts';
import { textStore } from './store/upload.ts';
import { staffApp } from './writing/app.ts';

export const handler = lambdaHandler((env) =>
  staffApp({
    // Of the projections it reads which records were made with the help of which.
    ...runtimeOf(env, ['records', 'projections', 'readings']),
    issuer: issuerOf(env),
    withdraw: withdrawing(needed(env, 'PROJECTOR_FUNCTION')),
    expungeFiles: expungingFiles(needed(env, 'EXPUNGER_FUNCTION')),
    texts: textStore(fileStoreOf(env, ['quarantine', 'locked'])),
    newSalt: randomUUID,
  }),
);
