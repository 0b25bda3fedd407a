/** What a record is called, read of its own row. */
import { calledBy } from '../../shared/domain/called.ts';
import { isObject } from '../../shared/domain/json.ts';
import type { RecordType } from '../../shared/domain/record-type.ts';

/** What a record says that it is called: a text in its languages, or the id of who it is called by. */
export const titleIn = (type: RecordType, record: { readonly [name: string]: unknown }): unknown =>
  record[calledBy[type]];

/** A localized text; undefined where nothing is said, or nothing that may be. */
export const textsOf = (value: unknown): Readonly<Record<string, string>> | undefined => {
  const texts = Object.entries(isObject(value) ? value : {}).flatMap(([language, text]) =>
    typeof text === 'string' ? [[language, text] as const] : [],
  );
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
};
