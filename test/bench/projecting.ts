/**
 * `npm run bench:projecting [-- --records 200 --turns 3 --type party]`: how many imported records a second are projected for
 * the first time, with the logs of changes and without them, the ways in turns.
 */
import { parseArgs } from 'node:util';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import type { Projecting } from '../../functions/projecting/port.ts';
import { activeAudiences, projecting } from '../../functions/projecting/projecting.ts';
import { tableNames } from '../../functions/store/client.ts';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { findJava } from '../../local/java.ts';
import { ref } from '../../shared/domain/record-type.ts';
import { generated } from './generated.ts';
import { staffOver } from './saving.ts';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '200' },
    turns: { type: 'string', default: '3' },
    type: { type: 'string' },
  },
});
const records = generated(Number(values.records))
  .filter(({ type }) => values.type === undefined || type === values.type)
  .slice(0, 250);
const refs = records.map(({ type, id }) => ref(type, id));

const withoutLog = (deps: Projecting): Projecting => ({
  ...deps,
  projections: {
    ...deps.projections,
    write: (audience, one, counter, { change: _change, ...writes }) =>
      deps.projections.write(audience, one, counter, writes),
  },
});
const ways = { 'with logs': (deps: Projecting) => deps, without: withoutLog };

const java = await findJava();
if (!java.ok) throw new Error(java.sentence);
const dynamoDb = await startDynamoDb(java.command);
if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
try {
  for (let turn = 0; turn < Number(values.turns); turn += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const prefix = `${turn}-${name.replace(' ', '-')}-`;
      const connection = connectionTo(dynamoDb.port, 'bench');
      const { client, knock } = await staffOver(connection, prefix, { metered: false });
      const lines = records.map((record) => JSON.stringify(record)).join('\n');
      await knock('POST', 'import', lines, { 'content-type': 'application/x-ndjson' });
      const deps = way(projecting({ client, tables: tableNames(prefix) }, () => new Date()));
      const from = performance.now();
      const failures = await projectDirty(deps, activeAudiences, refs);
      const seconds = (performance.now() - from) / 1000;
      console.log(`${name}: ${(refs.length / seconds).toFixed(0)} records/s${failures.length > 0 ? ' FAILED' : ''}`);
    }
  }
} finally {
  await dynamoDb.stop();
}
