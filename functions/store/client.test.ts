/** The client's one trick, which leans on how the SDK is written. */
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { freshTables } from '../../test/dynamodb.ts';

/** How often the SDK prepares what it would log of a call. */
const recordsBuilt = async (client: Pick<DynamoDBClient, 'middlewareStack' | 'send'>): Promise<number> => {
  let built = 0;
  client.middlewareStack.add(
    (next, context) => {
      context.outputFilterSensitiveLog = (output: unknown) => {
        built += 1;
        return output;
      };
      return next;
    },
    { step: 'initialize' },
  );
  await client.send(new ListTablesCommand({}));
  return built;
};

test('no log record is built of a call that nobody reads', async () => {
  const { client, connection } = await freshTables();
  const log = () => {};
  const logged = new DynamoDBClient({ ...connection, logger: { debug: log, info: log, warn: log, error: log } });
  expect(await recordsBuilt(logged)).toBe(1);
  expect(await recordsBuilt(client)).toBe(0);
});
