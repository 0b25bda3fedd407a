/**
 * `npm run cost`: measures over a DynamoDB Local of its own, and makes the tables of docs/cost.md of that. With `--kept` it makes
 * them of the figures that were measured last, as after a change of `infra/`; with `--check` it does not write them either, but
 * fails when the page is another.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { connectionTo, startDynamoDb } from '../../local/dynamodb.ts';
import { findJava } from '../../local/java.ts';
import { everySize, keepFigures, keptFigures } from './basis.ts';
import { type Measured, measure } from './measure.ts';
import { tables, withTables } from './page.ts';

const file = new URL('../../docs/cost.md', import.meta.url);

const measured = async (): Promise<Measured> => {
  const java = await findJava();
  if (!java.ok) throw new Error(java.sentence);
  const dynamoDb = await startDynamoDb(java.command);
  if (!dynamoDb.ok) throw new Error(dynamoDb.sentence);
  try {
    return await measure(connectionTo(dynamoDb.port, 'cost'));
  } finally {
    await dynamoDb.stop();
  }
};

const isCheck = process.argv.includes('--check');
if (!isCheck && !process.argv.includes('--kept')) keepFigures(await measured());
const page = readFileSync(file, 'utf8');
const made = withTables(page, tables(everySize(keptFigures())));
if (!isCheck) writeFileSync(file, made);
if (isCheck && made !== page) {
  console.error('docs/cost.md is not what the figures and prices make of it: run `npm run cost -- --kept`.');
  process.exitCode = 1;
}
