/** The table document–party: who signed which document, or acted in it otherwise, and as whose third party. */
import type { Document } from '../domain/document.ts';
import { keysOfPlace } from '../domain/shapes.ts';
import { documentKinds, documentStatuses, roles, signatureActions, stages } from '../domain/terms.ts';
import {
  dateColumns,
  inEnglish,
  isDisputed,
  listed,
  type Named,
  partyColumns,
  processColumns,
  type Unit,
  unitOf,
} from './unit.ts';

type Signature = NonNullable<Document['signatures']>[number];
type Signed = Pick<Partial<Signature>, 'party' | 'action' | 'onBehalfOf' | 'date'>;

/** A document as the public is told of it. */
export type ToldDocument = Partial<
  Omit<Document, 'id' | 'sources' | 'claims' | 'signatures' | 'thirdParties' | 'relations' | 'texts'>
> & {
  readonly id: string;
  readonly signatures?: readonly Signed[] | undefined;
  readonly thirdParties?: readonly { party?: string | undefined; roles?: readonly string[] | undefined }[] | undefined;
  readonly disputed: readonly { readonly at: string }[];
};
type Row = {
  document: ToldDocument;
  party: string;
  onBehalfOf: string | undefined;
  signed: readonly Signed[];
  roles: readonly string[];
  places: readonly string[];
};

const rowsOf = (document: ToldDocument): Row[] => {
  const rows = new Map<string, Row>();
  const rowOf = (party: string, onBehalfOf?: string): Row =>
    rows.get(`${party} ${onBehalfOf ?? ''}`) ?? {
      document,
      party,
      onBehalfOf,
      signed: [],
      roles: [],
      places: [],
    };
  const keep = (row: Row): void => void rows.set(`${row.party} ${row.onBehalfOf ?? ''}`, row);
  const { signatures = [], thirdParties = [] } = document;
  const keys = keysOfPlace('document', 'signatures', signatures);
  for (const [index, one] of signatures.entries()) {
    if (one.party === undefined) continue;
    const row = rowOf(one.party, one.onBehalfOf);
    keep({ ...row, signed: [...row.signed, one], places: [...row.places, `/signatures/${keys[index]}`] });
  }
  for (const { party, roles: held = [] } of thirdParties) {
    if (party === undefined) continue;
    const row = rowOf(party);
    keep({ ...row, roles: held, places: [...row.places, `/thirdParties/${party}`] });
  }
  return [...rows.values()];
};

const actionsOf = ({ signed }: Row): string[] => [...new Set(signed.flatMap(({ action }) => action ?? []))];
/** The date of the first action that has one. */
const actedOn = ({ signed }: Row): string | undefined => signed.flatMap(({ date }) => date ?? [])[0];

/** The unit; a document of whose parties nothing is known has no row. */
export const documentParty = (named: Named): Unit<ToldDocument> =>
  unitOf<ToldDocument, Row>({
    name: 'document-party',
    says: 'One row is one party in one document, once for each party that it acts for.',
    rows: rowsOf,
    columns: [
      {
        name: 'document',
        says: 'The document',
        like: { pax: 'AgtId', ucdp: 'paid' },
        cell: ({ document }) => document.id,
      },
      {
        name: 'title',
        says: 'What it is called, in English',
        like: { pax: 'Agt', ucdp: 'pa_name' },
        cell: ({ document }) => inEnglish(document.title),
      },
      {
        name: 'document_pax',
        says: 'Its ids in PA-X',
        like: { pax: 'AgtId' },
        cell: ({ document }) => listed(document.identifiers?.pax),
      },
      {
        name: 'document_ucdp',
        says: 'Its ids in UCDP',
        like: { ucdp: 'paid', pax: 'UcdpAgr' },
        cell: ({ document }) => listed(document.identifiers?.ucdp),
      },
      ...processColumns<Row>(named, ({ document }) => document.process),
      { name: 'round', says: 'The round at which it was made', cell: ({ document }) => document.round },
      {
        name: 'kind',
        says: 'What kind of document it is',
        values: documentKinds,
        like: { pax: 'Agtp' },
        cell: ({ document }) => document.kind,
      },
      {
        name: 'stage',
        says: 'At which stage of a peace process',
        values: stages,
        like: { pax: 'Stage' },
        cell: ({ document }) => document.stage,
      },
      {
        name: 'status',
        says: 'How it stands',
        values: documentStatuses,
        like: { pax: 'Status' },
        cell: ({ document }) => document.status,
      },
      ...dateColumns<Row>('date', 'Its date', ({ document }) => document.date, { pax: 'Dat', ucdp: 'pa_date' }),
      { name: 'effect_from', says: 'In force from, as EDTF', cell: ({ document }) => document.effect?.from },
      { name: 'effect_until', says: 'In force until, as EDTF', cell: ({ document }) => document.effect?.until },
      {
        name: 'issues',
        says: 'What it is about: terms of the issue vocabulary, separated by spaces',
        cell: ({ document }) => listed(document.issues),
      },
      ...partyColumns<Row>(named),
      {
        name: 'actions',
        says: 'What it did, separated by spaces',
        values: signatureActions,
        like: { ucdp: 'pa_sign' },
        cell: (row) => listed(actionsOf(row)),
      },
      ...dateColumns<Row>('acted', 'When it first did', actedOn),
      {
        name: 'third_party_roles',
        says: 'In which roles, where it is a third party',
        values: roles,
        like: { pax: 'ThrdPart', ucdp: 'pa_3rd' },
        cell: (row) => listed(row.roles),
      },
      {
        name: 'disputed',
        says: 'TRUE where sources disagree on what it did',
        is: 'boolean',
        cell: ({ document, places }) => places.some((place) => isDisputed(document.disputed, place)),
      },
    ],
  });
