/** What a successor of a snapshot is made from: its records, each with the form in which the public had it. */
import * as z from 'zod/mini';
import { type Ref, ref } from '../../shared/domain/record-type.ts';
import { forms } from '../../shared/domain/release.ts';
import { lineOfReply } from '../../shared/interchange/snapshot.ts';
import type { Frozen } from './view-at.ts';

const Kept = z.tuple([z.enum(forms), z.string()]);

/** The text of a source: a record a line. */
export const sourceText = (records: ReadonlyMap<Ref, Frozen>): string =>
  [...records.values()].map(({ form, line }) => `${JSON.stringify([form, line.text])}\n`).join('');

/** The records of a source. */
export const recordsIn = (text: string): Map<Ref, Frozen> => {
  const records = new Map<Ref, Frozen>();
  for (const kept of text.split('\n').filter(Boolean)) {
    const [form, reply] = Kept.parse(JSON.parse(kept));
    const line = lineOfReply(JSON.parse(reply));
    records.set(ref(line.type, line.id), { form, line });
  }
  return records;
};
