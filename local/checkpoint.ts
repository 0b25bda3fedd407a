/** How far the stream of records has been followed: kept in the Projections table, so that it shares the fate of the rows. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Client } from '../functions/store/client.ts';
import { isRef, type Ref } from '../shared/domain/record-type.ts';

/** The last change read in a shard: its sequence number, and the id by which it is known again. */
export const Position = z.object({ sequence: z.string(), event: z.string() });
export type Position = z.infer<typeof Position>;

/**
 * `shards`: every shard followed, with the last change read where one was. `again`: what is still dirty of the changes up
 * to there. `drained`: nothing was left to read when the desk stopped, and nothing has been written since.
 */
const Checkpoint = z.object({
  arn: z.string(),
  shards: z.array(z.object({ id: z.string(), last: z.optional(Position), ended: z.boolean() })),
  again: z.array(z.custom<Ref>((value) => typeof value === 'string' && isRef(value))),
  drained: z.boolean(),
});
type Parsed = z.infer<typeof Checkpoint>;
export type FollowedShard = { readonly id: string; last?: Position | undefined; ended: boolean };
export type Checkpoint = Omit<Parsed, 'shards'> & { shards: readonly FollowedShard[] };

/** Where a checkpoint is kept. What is there but cannot be read counts as none: then everything is projected again. */
export type Checkpoints = { read(): Promise<Checkpoint | undefined>; write(checkpoint: Checkpoint): Promise<void> };

const key = { pk: 'CHECKPOINT#stream', sk: 'CHECKPOINT' };

/** The one checkpoint of a Projections table. */
export const checkpoints = (client: Client, table: string): Checkpoints => ({
  read: async () => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
    const parsed = Checkpoint.safeParse(Item);
    return parsed.success ? parsed.data : undefined;
  },
  write: async (checkpoint) => {
    await client.send(new PutCommand({ TableName: table, Item: { ...key, ...checkpoint } }));
  },
});
