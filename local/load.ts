/** Loads the sample data through the staff door, as two officers would: one logs and proposes, the other releases. */
import { readdir, readFile } from 'node:fs/promises';
import { pathOf, type RecordType, type Ref, recordTypes, ref } from '../shared/domain/record-type.ts';
import { validate } from '../shared/domain/validate.ts';

/** The staff door: an address under `/staff/v1`, and what goes there. */
export type StaffDoor = (path: string, init: RequestInit) => Promise<Response>;

/** The two sample officers' tokens; called again for each record, since a token ends. */
export type Officers = { writer: () => Promise<string>; releaser: () => Promise<string> };

type SampleRecord = { type: RecordType; id: string; body: string; names: Ref[] };

const folder = new URL('./sample/', import.meta.url);
// Two cores, one of them DynamoDB Local's: more at once only wait for each other.
const atOnce = 4;

const readRecord = (line: string): SampleRecord => {
  const sent: unknown = JSON.parse(line);
  const { type, id } = Object(sent);
  const known = recordTypes.find((one) => one === type);
  if (!known || typeof id !== 'string') throw new Error('a line of the sample has no type and id');
  const verdict = validate(known, id, sent);
  if (!verdict.ok) throw new Error(`sample ${known} ${id}: ${JSON.stringify(verdict.faults)}`);
  return { type: known, id, body: line, names: verdict.mentions.flatMap(({ refs }) => refs) };
};

const readSample = async (): Promise<SampleRecord[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ndjson')).sort();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== '')).map(readRecord);
};

/** The records in waves: each names only records of earlier waves, for a reference must exist when it is saved. */
const waves = (records: readonly SampleRecord[]): SampleRecord[][] => {
  const done = new Set<Ref>();
  const known = new Set(records.map(({ type, id }) => ref(type, id)));
  const all: SampleRecord[][] = [];
  let left = [...records];
  while (left.length > 0) {
    const ready = left.filter(({ names }) => names.every((name) => done.has(name) || !known.has(name)));
    if (ready.length === 0) throw new Error(`sample records name each other in a circle: ${left.map(({ id }) => id)}`);
    for (const { type, id } of ready) done.add(ref(type, id));
    left = left.filter((record) => !ready.includes(record));
    all.push(ready);
  }
  return all;
};

const acted = async (reply: Response, what: string): Promise<string> => {
  if (!reply.ok) throw new Error(`${what} was answered ${reply.status}: ${await reply.text()}`);
  await reply.arrayBuffer();
  return reply.headers.get('etag') ?? '';
};

const loadOne = async (staff: StaffDoor, officers: Officers, { type, id, body }: SampleRecord): Promise<void> => {
  const path = `/staff/v1/${pathOf[type]}/${id}`;
  const headers = { authorization: `Bearer ${await officers.writer()}`, 'content-type': 'application/json' };
  const created = await staff(path, { method: 'PUT', headers: { ...headers, 'if-none-match': '*' }, body });
  // A first start that was broken off goes on where it ended: what is there is only released if it was not yet.
  const there = created.status === 412 ? await staff(path, { headers }) : undefined;
  if (there) {
    const { release } = Object(await there.json());
    if (Object(release).public === 'released') return;
  }
  let etag = there ? (there.headers.get('etag') ?? '') : await acted(created, `PUT ${path}`);
  const release = async (token: string, act: object): Promise<void> => {
    const init = { method: 'PUT', headers: { ...headers, authorization: `Bearer ${token}`, 'if-match': etag } };
    etag = await acted(await staff(`${path}/release`, { ...init, body: JSON.stringify(act) }), `PUT ${path}/release`);
  };
  await release(await officers.writer(), { draft: 'proposed' });
  await release(await officers.releaser(), { public: 'released', form: 'full' });
};

/**
 * Saves, proposes and releases every record of the sample, in an order in which references exist. Interrupted and called
 * again it continues. `progress` is told after each record. Throws on a reply that is no success.
 */
export const loadSample = async (
  staff: StaffDoor,
  officers: Officers,
  progress: (done: number, total: number) => void,
): Promise<void> => {
  const records = await readSample();
  let done = 0;
  for (const wave of waves(records)) {
    const queue = [...wave];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        await loadOne(staff, officers, next);
        done += 1;
        progress(done, records.length);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  }
};
