/** The rows of a party: itself, one for each of its names, and one in each language's list. */
import type { JsonObject } from '../domain/json.ts';
import type { Party } from '../domain/party.ts';
import { collationKey } from './collation.ts';
import { fold } from './fold.ts';
import { listLanguages, partiesIn, partyNames, self, single } from './keys.ts';
import type { View } from './reply.ts';
import { noNames, type Row } from './row.ts';

/** What a party can be found by: its names in every language, its aliases, its id and identifiers, each once. */
const findable = ({ form, id }: View<Party>): string[] => [
  ...new Set([
    ...Object.values(form.name ?? {}).flatMap((name) => name ?? []),
    ...(form.aliases ?? []).flatMap(({ name }) => name ?? []),
    ...Object.values(form.identifiers ?? {}).flatMap((ids) => ids ?? []),
    id,
  ]),
];

/** The rows of a party as an audience sees it. */
export const partyRows = (view: View<Party>): Row[] => {
  const { id, href, form, disputed } = view;
  const body: JsonObject = JSON.parse(
    JSON.stringify({ type: 'party', id, href, name: form.name, kind: form.kind, disputed }),
  );
  const filters = form.kind === undefined ? {} : { kind: form.kind };
  const nameIn = (language: string): string =>
    form.name?.[language] ?? form.name?.en ?? Object.values(form.name ?? {})[0] ?? id;
  return [
    { pk: single('party', id), sk: self, body: view.reply, names: view.names, filters: {} },
    ...listLanguages.map((language) => ({
      pk: partiesIn(language),
      sk: `${collationKey(language, nameIn(language))}#${id}`,
      body,
      names: noNames,
      filters,
    })),
    ...findable(view).flatMap((matched, index): Row[] => {
      const start = fold(matched);
      return start === ''
        ? []
        : [{ pk: partyNames, sk: `${start}#${id}#${index}`, body: { ...body, matched }, names: noNames, filters }];
    }),
  ];
};
