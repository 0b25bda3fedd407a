/** The log of changes: a mirror that follows it ends as a fresh export, whoever writes meanwhile, and what is internal leaves no trace. */
import type { Hono } from 'hono';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { projectDirty } from '../../functions/projecting/dirty.ts';
import { projecting } from '../../functions/projecting/projecting.ts';
import { rebuild } from '../../functions/projecting/rebuild.ts';
import { readingApp } from '../../functions/reading/app.ts';
import { changesAnswers } from '../../functions/reading/changes.ts';
import { answers } from '../../functions/reading/readings.ts';
import { viewReader } from '../../functions/store/view.ts';
import { Changes } from '../../shared/contract/item-reply.ts';
import { pathOf, type Ref, ref, splitRef } from '../../shared/domain/record-type.ts';
import { type Audience, audiences, baseOf, viewOf } from '../../shared/projection/audience.ts';
import { type Committed, committedBook } from './committed.ts';
import { moves, opening, refs } from './moves.ts';
import { dice } from './stage.ts';

const now = new Date('2026-01-02T03:04:05.678Z');

/** A door over a view, answering text. */
const doorTo = ({ store: { client, tables } }: Committed, audience: Audience): Hono =>
  readingApp({
    audience,
    view: viewReader(client, tables[viewOf[audience]]),
    answers: [...answers, ...changesAnswers],
    now: () => now,
    failed: (error) => {
      throw error;
    },
  });

/** The address of a record's own reply. Of a round the documents and outcomes in it have entries of their own. */
const addressOf = (audience: Audience, one: Ref): string => {
  const { type, id } = splitRef(one) ?? { type: 'party', id: '' };
  return `${baseOf[audience]}/${pathOf[type]}/${id}`;
};
const replyOf = async (door: Hono, audience: Audience, one: Ref): Promise<string | undefined> => {
  const response = await door.request(addressOf(audience, one));
  // What was merged answers with the address of another record: of itself there is nothing.
  return [404, 308].includes(response.status) ? undefined : response.text();
};

type Log = z.infer<typeof Changes>;

/** Somebody else's copy of what a door shows, kept by the log alone. */
class Mirror {
  readonly kept = new Map<Ref, string>();
  readonly seen: Log['items'] = [];
  #since: string | null = null;
  readonly #door: Hono;
  readonly #audience: Audience;

  constructor(door: Hono, audience: Audience) {
    this.#door = door;
    this.#audience = audience;
  }

  async follow(): Promise<void> {
    for (let more = true; more; ) {
      const since = this.#since === null ? '' : `&since=${this.#since}`;
      const response = await this.#door.request(`${baseOf[this.#audience]}/changes?limit=7${since}`);
      const log = z.parse(Changes, await response.json());
      for (const { type, id } of log.items) {
        const reply = await replyOf(this.#door, this.#audience, ref(type, id));
        if (reply === undefined) this.kept.delete(ref(type, id));
        else this.kept.set(ref(type, id), reply);
      }
      this.seen.push(...log.items);
      this.#since = log.upTo;
      more = log.more;
    }
  }
}

const fresh = async (door: Hono, audience: Audience): Promise<Map<Ref, string>> => {
  const found = await Promise.all(refs.map(async (one) => [one, await replyOf(door, audience, one)] as const));
  return new Map(found.flatMap(([one, reply]) => (reply === undefined ? [] : [[one, reply]])));
};

/** What a round says of itself, without what stands in it. */
const own = (all: ReadonlyMap<Ref, string>) => {
  const texts = [...all].map(([one, text]): [Ref, string] => {
    const { documents: _documents, outcomes: _outcomes, included, ...rest } = JSON.parse(text);
    return [one, JSON.stringify(one.startsWith('round#') ? rest : { ...rest, included })];
  });
  return new Map(texts.sort());
};

describe('a mirror', () => {
  let committed: Committed;
  beforeAll(async () => {
    committed = await committedBook();
  });

  it('ends as a fresh export of its door, while records are written and two projectors run', async () => {
    const { book, write, store } = committed;
    const roll = dice(20261127);
    // Two that know nothing of each other: each thinks that the log is where it left it.
    const projectors = [projecting(store, () => now), projecting(store, () => now)];
    const mirrors = audiences.map((audience) => new Mirror(doorTo(committed, audience), audience));
    await write(opening.flatMap((record) => book.edit(record)));
    await write(refs.flatMap((one) => book.release(one)));
    let dirty: Ref[] = [...refs];
    for (let turn = 0; turn < 12; turn += 1) {
      const [one, other] = projectors;
      if (!one || !other) throw new Error('two projectors');
      const [changed, ...failures] = await Promise.all([
        write(moves[roll(moves.length)]?.(book, turn) ?? []),
        projectDirty(one, audiences, dirty),
        projectDirty(other, audiences, dirty.slice(0, 3)),
        ...mirrors.map((mirror) => mirror.follow()),
      ]);
      expect(failures.flat().filter(Boolean)).toEqual([]);
      dirty = changed;
    }
    expect((await Promise.all(projectors.map((one) => projectDirty(one, audiences, dirty)))).flat()).toEqual([]);
    for (const [index, audience] of audiences.entries()) {
      const mirror = mirrors[index];
      await mirror?.follow();
      expect(own(mirror?.kept ?? new Map()), audience).toEqual(own(await fresh(doorTo(committed, audience), audience)));
      const numbers = mirror?.seen.map(({ number }) => number);
      expect(numbers).toEqual(numbers?.map((_, at) => at + 1));
    }
  });

  it('is told nothing where nothing changed for it: by what is internal, by projecting again, by a rebuild', async () => {
    const { book, write, store } = committed;
    const deps = projecting(store, () => now);
    const logOf = async (audience: Audience) =>
      (await doorTo(committed, audience).request(`${baseOf[audience]}/changes?limit=100`)).text();
    const before = await Promise.all(audiences.map(logOf));
    const [one] = refs.filter((each) => book.content(each) && each.startsWith('party#'));
    const content = one && book.content(one);
    if (!one || !content) throw new Error('a party');
    expect(await projectDirty(deps, audiences, await write(book.edit({ ...content, note: 'for us alone' })))).toEqual(
      [],
    );
    expect(await projectDirty(deps, audiences, refs)).toEqual([]);
    const after = await Promise.all(audiences.map(logOf));
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    const wait = async () => undefined;
    const rebuilt = await rebuild({ store, deps, audiences, rate: 1000, pageSize: 100, wait, note: () => {} });
    expect(rebuilt.ended).toBe('done');
    expect(await Promise.all(audiences.map(logOf))).toEqual(after);
  });

  it('of a log that began anew is refused, and so is one that was never given', async () => {
    const ask = async (since: string) => await doorTo(committed, 'public').request(`/public/v1/changes?since=${since}`);
    const { upTo } = z.parse(Changes, await (await doorTo(committed, 'public').request('/public/v1/changes')).json());
    expect((await ask(upTo ?? '')).status).toBe(200);
    const gone = await ask(`${'0'.repeat(16)}.1`);
    expect([gone.status, await gone.json()]).toMatchObject([410, { type: '/problems/log-restarted' }]);
    expect((await ask('yesterday')).status).toBe(400);
  });
});
