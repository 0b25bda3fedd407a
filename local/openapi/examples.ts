/** Examples of the documents, from the sample: what the reading doors answer, and the story of some records at the staff door. */
import type { Hono } from 'hono';
import { leafOf } from '../../functions/sealing/tree.ts';
import type { Revision } from '../../functions/store/items.ts';
import type { Footing } from '../../functions/writing/footing.ts';
import { asRead, type LiveRevision, releaseAsRead } from '../../functions/writing/reading.ts';
import { bases, type DoorName } from '../../shared/contract/operation.ts';
import { operations } from '../../shared/contract/operations.ts';
import { consented } from '../../shared/domain/consent.ts';
import { type Json, plain } from '../../shared/domain/json.ts';
import type { AnyRecord } from '../../shared/domain/record.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import type { Example, Examples } from './document.ts';
import { exampleDay, exampleSite, sampleDoor, sampleRecords } from './sample-door.ts';
import { story } from './story.ts';

/** What the examples are about. */
const shown: Readonly<Record<RecordType, string>> = {
  process: 'iran-e3plus3',
  round: 'iran-e3plus3-07',
  party: 'fra',
  document: 'ir-jpoa',
  outcome: 'iran-e3plus3-i07-far-apart',
  caseload: 'kz-apk-2019',
};

const isShown = ({ type, id }: AnyRecord): boolean => shown[type] === id;

const capital = (type: RecordType): string => `${type[0]?.toUpperCase()}${type.slice(1)}`;

/** What is asked of each reading. */
const asked: Readonly<Record<string, string>> = {
  timeline: `/timeline?process=${shown.process}&limit=2`,
  countsOfTimeline: `/timeline/counts?process=${shown.process}`,
  timelineCalendar: `/timeline.ics?process=${shown.process}&limit=2`,
  timelineAtom: `/timeline.atom?process=${shown.process}&limit=2`,
  timelineJsonFeed: `/timeline.json?process=${shown.process}&limit=2`,
  timelineTable: `/timeline.csv?process=${shown.process}&limit=2`,
  timelineLinkedData: `/timeline.jsonld?process=${shown.process}&limit=2`,
  timelineJs: `/timeline.timelinejs.json?process=${shown.process}&limit=2`,
  changes: '/changes?limit=2',
  newestChanges: '/changes/newest?limit=2',
  oembed: `/oembed?url=${encodeURIComponent(`${exampleSite}/en/processes/${shown.process}`)}`,
  processes: '/processes?limit=2',
  process: `/processes/${shown.process}`,
  roundsOfProcess: `/processes/${shown.process}/rounds?limit=2`,
  matrixOfProcess: `/processes/${shown.process}/matrix?limit=2`,
  rounds: '/rounds?limit=2',
  round: `/rounds/${shown.round}`,
  outcomesOfRound: `/rounds/${shown.round}/outcomes?limit=2`,
  parties: '/parties?name=fr&limit=2',
  party: `/parties/${shown.party}`,
  roundsOfParty: `/parties/${shown.party}/rounds?limit=2`,
  outcomesOfParty: `/parties/${shown.party}/outcomes?limit=2`,
  documentsOfParty: `/parties/${shown.party}/documents?limit=2`,
  outcomes: '/outcomes?limit=2',
  outcome: `/outcomes/${shown.outcome}`,
  documents: '/documents?limit=2',
  document: `/documents/${shown.document}`,
  caseloads: '/caseloads?limit=1',
  caseload: `/caseloads/${shown.caseload}`,
  ledger: '/ledger',
  dayOfLedger: `/ledger/${exampleDay}`,
  snapshots: '/snapshots',
  ...Object.fromEntries(
    recordTypes.flatMap((type) => [
      [`inclusionOf${capital(type)}`, `/${pathOf[type]}/${shown[type]}/inclusion`],
      [`released${capital(type)}`, `/${pathOf[type]}/${shown[type]}/released`],
    ]),
  ),
};

const bodyOf = async (reply: Response): Promise<Json> => {
  const text = await reply.text();
  return reply.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : text;
};

/** The address of the snapshot that is there: it has its hash in it. */
const snapshotIn = async (app: Hono): Promise<string> => {
  const { items } = Object(await bodyOf(await app.request(`${bases.public}/snapshots`)));
  return `/snapshots/${items[0].hash}`;
};

const readingExamples = async (door: Audience, records: readonly AnyRecord[]): Promise<Examples> => {
  const app = sampleDoor(door, records, records.filter(isShown));
  // Of a file only the address is said.
  const answering = operations[door].filter(({ replies }) => replies.some(({ schema }) => schema));
  const all = answering.map(async ({ id }): Promise<[string, Example]> => {
    const address = id === 'snapshot' ? await snapshotIn(app) : asked[id];
    const reply = await app.request(`${bases[door]}${address}`);
    if (reply.status !== 200) throw new Error(`${id}: ${address} is answered ${reply.status}`);
    return [id, { asked: `${bases[door]}${address}`, answered: await bodyOf(reply) }];
  });
  return new Map(await Promise.all(all));
};

const footing: Footing = {
  unreleased: [],
  agreement: { missing: [], form: 'full' },
  pending: [],
  standings: new Map(),
};

const json = (value: unknown) => JSON.parse(JSON.stringify(value));

const listed = ({ snapshot: _snapshot, stored: _stored, ...entry }: Revision) => entry;

/** The same record had it been restricted from the first. */
const createdAs = (record: AnyRecord): Pick<Example, 'sent' | 'answered'> => {
  const { id: _id, ...sent } = record;
  const [first] = story({ ...record, id: 'c1b7e2c4-5d0e-4a8e-9a5e-3f2b6d8a7e10', classification: 'restricted' });
  if (!first) throw new Error('a story has a beginning');
  return { sent: json(sent), answered: json(asRead(first, footing)) };
};

const consent = { party: 'irn', form: 'summary', by: 'aigerim', at: '2026-01-05T09:10:00.000Z' } as const;

/** A draft to whose content a party consented, and the same after it took that back. */
const consentTo = (address: string, { version, snapshot: { release } }: LiveRevision): Example => {
  const given = consented(release, { ...consent, version: release.contentVersion });
  return {
    asked: `${address}/consents/${consent.party}`,
    sent: { form: consent.form, version: release.contentVersion },
    answered: plain({ version: version + 1, release: releaseAsRead(given, footing) }),
  };
};
const withdrawn = (address: string, { version, snapshot: { release } }: LiveRevision): Example => ({
  asked: `${address}/consents/${consent.party}`,
  answered: plain({ version: version + 2, release: releaseAsRead(release, footing) }),
});

const seal = { date: exampleDay, root: leafOf('an example'), size: 254 };

/** The first content of a record whose second is the newest, expunged. */
const expunged = (address: string, type: RecordType): Example => ({
  asked: `${address}/revisions/1/expunged`,
  answered: {
    version: 4,
    expunging: [],
    expunged: [
      { version: 1, at: '2026-01-05T09:10:00.000Z', by: ['saule', 'dana'], reason: 'Named a person by mistake' },
    ],
    ...(type === 'document' && { filesGone: true }),
  },
});

const staffExamples = (records: readonly AnyRecord[]): Examples => {
  const [line] = records.filter(({ type, id }) => type === 'party' && id === shown.party);
  const verdict = { line: 1, type: 'party', id: shown.party, verdict: 'created', version: 1 };
  return new Map([
    ['listSeals', { asked: `${bases.staff}/seals`, answered: { items: [seal] } }],
    ['importRecords', { asked: `${bases.staff}/import`, sent: json(line), answered: verdict }],
    [
      'releaseRecords',
      {
        asked: `${bases.staff}/releases`,
        sent: { public: 'released', form: 'full', worklist: { round: shown.round } },
        answered: { items: [{ record: `round#${shown.round}`, verdict: 'done', version: 3 }], next: null },
      },
    ],
    ...recordTypes.flatMap((type): [string, Example][] => {
      const record = records.find((one) => one.type === type && one.id === shown[type]);
      if (!record) throw new Error(`the sample has no ${type} ${shown[type]}`);
      const states = story(record);
      const [first, , last] = states;
      if (!first || !last) throw new Error('a story has three states');
      const name = capital(type);
      const address = `${bases.staff}/${pathOf[type]}/${record.id}`;
      const release = releaseAsRead(last.snapshot.release, footing);
      const items = [...states].reverse().map(listed);
      return [
        [`read${name}`, { asked: address, answered: json(asRead(last, footing)) }],
        [`save${name}`, { asked: address, sent: json(record), answered: json(asRead(first, footing)) }],
        [`create${name}`, { asked: `${bases.staff}/${pathOf[type]}`, ...createdAs(record) }],
        [
          `release${name}`,
          {
            asked: `${address}/release`,
            sent: { public: 'released', form: 'full' },
            answered: json({ version: last.version, release, warnings: [] }),
          },
        ],
        [`consentTo${name}`, consentTo(address, first)],
        [`withdrawConsentTo${name}`, withdrawn(address, first)],
        [`expunge${name}`, expunged(address, type)],
        [`history${name}`, { asked: `${address}/revisions`, answered: json({ items, next: null }) }],
        [
          `difference${name}`,
          {
            asked: `${address}/difference`,
            answered: { record: last.record, from: first.version, to: last.version, changes: [] },
          },
        ],
        [
          `revision${name}`,
          { asked: `${address}/revisions/1`, answered: json({ ...listed(first), snapshot: first.stored }) },
        ],
      ];
    }),
  ]);
};

/** The examples of each door's operations, by the operations' ids. */
export const examples = async (): Promise<Readonly<Record<DoorName, Examples>>> => {
  const records = sampleRecords();
  const [open, analyst, cleared] = await Promise.all([
    readingExamples('public', records),
    readingExamples('analyst', records),
    readingExamples('cleared', records),
  ]);
  return { public: open, analyst, cleared, staff: staffExamples(records) };
};
