/** Functions written in a test, running in instances of their own behind a gateway that listens at a port. */
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { gateway } from '../../local/gateway/gateway.ts';
import { toGateway } from '../../local/gateway/http.ts';
import type { Guard } from '../../local/gateway/http-api.ts';
import type { Lambda } from '../../local/gateway/lambda.ts';
import { type Note, type Pool, pool } from '../../local/gateway/pool.ts';
import { isObject } from '../../shared/domain/json.ts';

/** A function: what its bundle says, and what differs from the usual. `patience` is the gateway's, in milliseconds. */
export type Written = { readonly code: string; readonly patience?: number; readonly guard?: Guard } & Partial<Lambda>;

/** A gateway with a route `ANY /<name>` for each function; `notes` is the desk's log. */
export type Served = { readonly address: string; readonly notes: readonly Note[] };

/** A function as a template would describe it, its bundle in a folder of its own. */
const lambdaOf = (name: string, { code, ...more }: Written): Lambda => {
  const folder = mkdtempSync(join(tmpdir(), 'kelissoz-function-'));
  writeFileSync(join(folder, 'index.js'), code);
  return {
    ...{ name, arn: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`, region: 'eu-central-1', role: '' },
    ...{ folder, handler: 'index.handler', memory: 256, seconds: 20, environment: {}, concurrency: undefined },
    ...more,
  };
};

/** Serves functions until the test is over. */
export const serve = async (functions: Readonly<Record<string, Written>>): Promise<Served> => {
  const notes: Note[] = [];
  const log = (note: Note) => notes.push(note);
  const nowhere = 'http://127.0.0.1:1';
  const identity = {
    accessKeyId: 'AKIATEST',
    secretAccessKey: 'unchecked',
    endpoint: nowhere,
    filesEndpoint: nowhere,
  };
  const pools = new Map<string, Pool>(
    Object.entries(functions).map(([name, written]) => [name, pool(lambdaOf(name, written), identity, log)]),
  );
  const routes = Object.entries(functions).map(([name, { patience = 30_000, guard }]) => ({
    ...{ key: `ANY /${name}`, guard, target: name, mayInvoke: true, patience },
  }));
  const answer = gateway({
    api: { id: 'api', stage: '$default', domainName: 'api.example', routes },
    added: new Map([['x-added', 'by CloudFront']]),
    invoke: (target, invocation) => pools.get(target)?.invoke(invocation),
    clock: () => new Date(),
    log,
  });
  const server = createServer(toGateway(answer));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all([...pools.values()].map((one) => one.close()));
  });
  const at = server.address();
  return { address: `http://127.0.0.1:${isObject(at) ? at.port : ''}`, notes };
};

/** A function that answers the event it was given. */
export const echo = `exports.handler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });`;
