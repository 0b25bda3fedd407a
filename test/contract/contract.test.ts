/**
 * The doors answer what their documents say: every operation, every status, every refusal, header and field, and nothing else;
 * and every one of these replies has the header fields that keep it from doing harm.
 */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { safeHeaders } from '../../functions/http/safe-headers.ts';
import { storedKey } from '../../functions/store/stored-text.ts';
import { bases, type DoorName } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { problems } from '../../shared/contract/problem.ts';
import type { DocumentText } from '../../shared/domain/document-text.ts';
import { recordTypes } from '../../shared/domain/record-type.ts';
import { audiences } from '../../shared/projection/audience.ts';
import { fileStoreIn } from '../files.ts';
import { openStore, type Store } from '../s3/store.ts';
import { pdf, sha256Of } from '../writing/files.ts';
import { type Doors, sampleAbout, standingDoors, tokenOf } from './doors.ts';
import { judge } from './judge.ts';
import { askReading, type Submit } from './readings.ts';
import { askStaff } from './writings.ts';

const court = judge();

const privately = { public: /^(public, max-age=0, s-maxage=30|no-store)$/, other: /^(private, )?no-store$/ };

/** The header fields by which a reply could do harm in a browser, or be kept by somebody who may not. */
const unsafe = (door: DoorName, headers: Headers): string[] => {
  const isPublic = door === 'public';
  const { 'Cache-Control': _, 'Cross-Origin-Resource-Policy': __, ...always } = safeHeaders;
  const wanted = { ...always, 'Cross-Origin-Resource-Policy': isPublic ? 'cross-origin' : 'same-origin' };
  const lacking = Object.entries(wanted).filter(([name, value]) => headers.get(name) !== value);
  const kept = headers.get('Cache-Control') ?? '';
  return [
    ...lacking.map(([name]) => `${name}: ${headers.get(name)}`),
    ...(privately[isPublic ? 'public' : 'other'].test(kept) ? [] : [`Cache-Control: ${kept}`]),
    ...(isPublic || !headers.has('Access-Control-Allow-Origin') ? [] : ['any page may read it']),
  ];
};

const submit: Submit = async (door, operation, reply, asked) => {
  const copy = reply.clone();
  expect.soft(unsafe(door, reply.headers), `${asked} → ${copy.status}`).toEqual([]);
  expect.soft(await court.faults(door, operation, reply), `${asked} → ${copy.status}`).toEqual([]);
  const text = await copy.text();
  const isJson = copy.headers.get('Content-Type')?.includes('json') && !operation.lines;
  return text === '' || !isJson ? undefined : JSON.parse(text);
};

const unseenAt = (door: DoorName): string[] => court.unseen().filter((kind) => kind.startsWith(`${door} `));

const records = sampleAbout(
  (record) => record.type === 'caseload' || ('process' in record && record.process === 'iran-e3plus3'),
);
const text: DocumentText = {
  language: 'en',
  authentic: true,
  mediaType: 'application/pdf',
  bytes: pdf.length,
  sha256: sha256Of(pdf),
  fileName: 'text.pdf',
};
const withTexts = records.map((record) => (record.type === 'document' ? { ...record, texts: [text] } : record));
/** One of each type that was merged into another. */
const merged = recordTypes.flatMap((type) => {
  const survivor = withTexts.find((record) => record.type === type);
  return survivor ? [{ ...survivor, id: `old-${type}`, mergedInto: survivor.id }] : [];
});
const all = [...withTexts, ...merged];
let store: Store;
let doors: Doors;
beforeAll(async () => {
  store = await openStore();
  const files = fileStoreIn(store);
  for (const { id, type } of withTexts) {
    const Key = storedKey({ document: id, sha256: text.sha256 });
    if (type === 'document')
      await files.client.send(new PutObjectCommand({ Bucket: files.buckets.locked, Key, Body: pdf }));
  }
  doors = await standingDoors(all, files);
});
afterAll(() => store.close());

describe.each(audiences)('the %s door', (door) => {
  test('answers every reading as documented, for every record', async () => {
    for (const operation of operations[door]) await askReading(doors, door, operation, submit, all);
    expect(unseenAt(door)).toEqual([]);
  });
});

describe('the staff door', () => {
  test('answers every act as documented, from the first save to the deletion', async () => {
    await askStaff(doors, submit);
    expect(unseenAt('staff')).toEqual([]);
  });
});

test.each(['public', 'analyst', 'cleared', 'staff'] as const)(
  'the %s door has no other method at any address',
  async (door) => {
    const officer = door === 'cleared' ? 'gulnara' : 'saule';
    const headers = door === 'public' ? {} : { Authorization: `Bearer ${await tokenOf(officer)}` };
    const paths = Map.groupBy(operations[door], ({ path }) => path);
    for (const [path, all] of paths) {
      const address =
        bases[door] +
        path
          .replace(':id', 'nothing')
          .replace(':n', '1')
          .replace(':party', 'nobody')
          .replace(':survivor', 'nobody')
          .replace(':date', 'never')
          .replace(':language', 'kk');
      const documented = all.map(({ method }): string => method);
      for (const method of ['GET', 'PUT', 'DELETE', 'POST', 'PATCH'].filter((one) => !documented.includes(one))) {
        const reply = await doors.app.request(address, { method, headers });
        const { status, title } = problems['method-not-allowed'];
        expect(await reply.json(), `${method} ${address}`).toMatchObject({ status, title, instance: address });
        const allowed = (reply.headers.get('Allow') ?? '')
          .split(', ')
          .filter((one) => one !== 'HEAD' && one !== 'OPTIONS');
        expect(allowed.sort()).toEqual([...documented].sort());
      }
    }
  },
);

test('every operation was judged', () => {
  const { successes, refusals } = court.replies();
  const total = Object.values(operations).flat().length;
  expect(court.unseen()).toEqual([]);
  console.log(`contract: ${total} operations, ${successes + refusals} replies judged (${refusals} refusals)`);
});
