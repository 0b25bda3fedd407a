/** The rows of a party: itself, one for each of its names, and one in each language's list. */
import { plainObject } from '../domain/json.ts';
import type { Party } from '../domain/party.ts';
import { readingOrder } from '../domain/reading-order.ts';
import { collationKey } from './collation.ts';
import { fold } from './fold.ts';
import { type ListLanguage, listLanguages, partiesIn, partyNames } from './keys.ts';
import { itself, type View, viewOfRecord } from './reply.ts';
import { noNames, type Row } from './row.ts';
import type { Seen, World } from './world.ts';

/** What a party can be found by: its names, aliases, identifiers and id, by their folded form; of two that fold alike the first. */
const findable = ({ form, id }: View<Party>): Map<string, string> => {
  const names = [
    ...Object.values(form.name ?? {}),
    ...(form.aliases ?? []).map(({ name }) => name),
    ...Object.values(form.identifiers ?? {}).flat(),
    id,
  ].filter((name) => name !== undefined);
  return new Map(names.reverse().map((name) => [fold(name), name]));
};

/** A party as lists show it, and what it is filtered by. */
const listedAs = ({ id, href, form, disputed }: View<Party>) => ({
  body: plainObject({ type: 'party', id, href, name: form.name, kind: form.kind, disputed }),
  filters: form.kind === undefined ? {} : { kind: form.kind },
});

/** The rows by which a party is found under each name that has letters or digits; `as` tells them from those of others. */
const foundRows = ({ body, filters }: ReturnType<typeof listedAs>, names: Map<string, string>, as: string): Row[] =>
  [...names].flatMap(([start, matched]): Row[] =>
    start === '' ? [] : [{ pk: partyNames, sk: `${start}#${as}`, body: { ...body, matched }, names: noNames, filters }],
  );

/** By the names of a party that was merged the one is found that it was merged into, where that has no such name of its own. */
export const mergedPartyRows = (world: World, old: Seen, survivor: Seen): Row[] => {
  const [from, to] = [old, survivor].map((one) =>
    one.record.type === 'party' ? viewOfRecord(world, one.record, one) : undefined,
  );
  if (!from || !to) return [];
  const own = findable(to);
  return foundRows(listedAs(to), new Map([...findable(from)].filter(([start]) => !own.has(start))), from.id);
};

/** The rows of a party as an audience sees it. */
export const partyRows = (view: View<Party>): Row[] => {
  const { id, form } = view;
  const { body, filters } = listedAs(view);
  // As it is shown there, or it would stand where nobody looks for it.
  const nameIn = (language: ListLanguage): string =>
    readingOrder[language].map((one) => form.name?.[one]).find((name) => name !== undefined) ??
    Object.values(form.name ?? {})[0] ??
    id;
  return [
    itself('party', view),
    ...listLanguages.map((language) => ({
      pk: partiesIn(language),
      sk: `${collationKey(language, nameIn(language))}#${id}`,
      body,
      names: noNames,
      filters,
    })),
    ...foundRows({ body, filters }, findable(view), id),
  ];
};
