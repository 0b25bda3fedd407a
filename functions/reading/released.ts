/** What the public still reads of a record that was edited since its release, and what the edits since have changed. */
import { NoQuery } from '../../shared/contract/reading.ts';
import { differences } from '../../shared/domain/difference.ts';
import { isObject } from '../../shared/domain/json.ts';
import { pathOf, type RecordType, recordTypes } from '../../shared/domain/record-type.ts';
import { inside, self } from '../../shared/projection/keys.ts';
import type { StoredRow } from '../store/row.ts';
import * as ask from '../store/view.ts';
import { included } from './body.ts';
import { secretsIn } from './moved.ts';
import { parserOf } from './parameters.ts';
import { type Answering, type Answers, absent } from './readings.ts';

const nothingAsked = parserOf(NoQuery);

/** What a reply says besides the content of its record: where it stands, and what is computed from that content. */
const besides = ['href', 'released', 'disputed', 'warnings'];

const contentOf = ({ body }: StoredRow): object => {
  const reply: unknown = JSON.parse(body);
  return Object.fromEntries(Object.entries(isObject(reply) ? reply : {}).filter(([name]) => !besides.includes(name)));
};

/**
 * The public's form of a record, and what the edits since have changed. All rows are asked for whatever there is of each, so that
 * what is not there, what is not for the caller and what was not edited since are answered alike, after the same calls.
 */
const released =
  (type: RecordType): Answering =>
  async ({ view }, id, query) => {
    const parsed = nothingAsked(query);
    if (!parsed.ok) return parsed;
    const [{ rows }, now] = await Promise.all([
      view.some(ask.theReleasedForm(type, id)),
      view.one(ask.theRecord(type, id)),
    ]);
    const [form, before] = [self, inside].map((place) => rows.find(({ sk }) => sk === place));
    if (!form || !before || !now) return absent;
    const difference = JSON.stringify(differences(type, contentOf(before), contentOf(now)));
    const body = `{"form":${form.body},"difference":${difference},"included":${included([form])}}`;
    return { body, secrets: secretsIn([form, before, now]), what: 'record' };
  };

/** The reading of each type's released form by its path; the public door has none of them. */
export const releasedAnswers: Answers = recordTypes.map((type) => [`/${pathOf[type]}/:id/released`, released(type)]);
