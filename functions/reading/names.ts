/** Parties found by the start of a name: one Query over folded names, each party once a page, in a language's own order. */
import { isObject } from '../../shared/domain/json.ts';
import type { ListLanguage } from '../../shared/projection/keys.ts';
import type { StoredRow } from '../store/row.ts';
import type { List, ViewReader } from '../store/view.ts';
import { mostExamined, type Page } from './page.ts';

const partyOf = (body: string, lang: ListLanguage): { id: string; name: string } => {
  const item: unknown = JSON.parse(body);
  const { id, name } = isObject(item) ? item : {};
  const names = isObject(name) ? name : {};
  const shown = names[lang] ?? names.en ?? Object.values(names)[0] ?? id;
  return { id: String(id), name: String(shown) };
};

/**
 * One page of the parties whose name begins so. Rows are walked in the order of folded names until `limit` parties are found;
 * the page is then sorted by what the parties are called in `lang`. It goes on after the last row walked.
 */
export const readNames = async (
  view: ViewReader,
  list: List,
  turn: { lang: ListLanguage; limit: number; after: string | undefined },
): Promise<Page> => {
  const { lang, limit, after } = turn;
  const range = list.start === undefined ? undefined : { start: list.start };
  const answer = await view.some({ pk: list.pk, range, conditions: list.conditions, after, limit: mostExamined });
  const found = new Map<string, { name: string; row: StoredRow }>();
  let next = answer.last;
  let walked: string | undefined;
  for (const row of answer.rows) {
    const { id, name } = partyOf(row.body, lang);
    if (!found.has(id) && found.size === limit) {
      next = walked;
      break;
    }
    if (!found.has(id)) found.set(id, { name, row });
    walked = row.sk;
  }
  const { compare } = new Intl.Collator(lang);
  const rows = [...found.values()].sort((a, b) => compare(a.name, b.name)).map(({ row }) => row);
  return { rows, next };
};
