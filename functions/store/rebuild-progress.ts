/** How far a rebuild has come: kept in Projections, so that it goes on where it was interrupted, and only one at a time. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Store } from './record.ts';
import { Place } from './walk.ts';

/** What a rebuild has done so far. */
const Tally = z.object({
  /** Records compared with what the views have of them. */
  records: z.int(),
  put: z.int(),
  deleted: z.int(),
  unchanged: z.int(),
  /** Heads of records that do not exist, whose rows were deleted. */
  lost: z.int(),
  /** Rows, files and registrations that no head named. */
  swept: z.int(),
  failed: z.int(),
});
export type Tally = z.infer<typeof Tally>;
export const nothingDone: Tally = { records: 0, put: 0, deleted: 0, unchanged: 0, lost: 0, swept: 0, failed: 0 };

/**
 * `generation` counts the rebuilds of these views, `turn` how often one of them was begun or taken up again. `step` is the
 * walk it is in, of which `place` says where; in the end `done`.
 */
const Progress = z.object({
  generation: z.int(),
  turn: z.int(),
  step: z.int(),
  place: z.optional(Place),
  done: z.boolean(),
  tally: Tally,
});
export type Progress = z.infer<typeof Progress>;

const keyOf = (audiences: readonly Audience[]) => ({ pk: `REBUILD#${audiences.join('+')}`, sk: 'PROGRESS' });

/** The last rebuild of these views; undefined where there was none, or what is there cannot be read. */
export const readProgress = async (
  { client, tables }: Store<'projections'>,
  audiences: readonly Audience[],
): Promise<Progress | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tables.projections, Key: keyOf(audiences), ConsistentRead: true }),
  );
  const progress = Progress.safeParse(Item);
  return progress.success ? progress.data : undefined;
};

/** Keeps the progress, unless somebody has taken the rebuild over since `before`: then false, and nothing is kept. */
export const writeProgress = async (
  { client, tables }: Store<'projections'>,
  audiences: readonly Audience[],
  progress: Progress,
  before: Progress | undefined,
): Promise<boolean> => {
  try {
    await client.send(
      new PutCommand({
        TableName: tables.projections,
        Item: { ...keyOf(audiences), ...progress },
        ...(before
          ? {
              ConditionExpression: '#generation = :generation AND #turn = :turn',
              ExpressionAttributeNames: { '#generation': 'generation', '#turn': 'turn' },
              ExpressionAttributeValues: { ':generation': before.generation, ':turn': before.turn },
            }
          : { ConditionExpression: 'attribute_not_exists(#turn)', ExpressionAttributeNames: { '#turn': 'turn' } }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
};
