/** The rows of a party: itself, one for each of its names, and one in each language's list. */
import { plainObject } from '../domain/json.ts';
import type { Party } from '../domain/party.ts';
import { collationKey } from './collation.ts';
import { fold } from './fold.ts';
import { listLanguages, partiesIn, partyNames } from './keys.ts';
import { itself, type View } from './reply.ts';
import { noNames, type Row } from './row.ts';

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

/** The rows of a party as an audience sees it. */
export const partyRows = (view: View<Party>): Row[] => {
  const { id, href, form, disputed } = view;
  const body = plainObject({ type: 'party', id, href, name: form.name, kind: form.kind, disputed });
  const filters = form.kind === undefined ? {} : { kind: form.kind };
  const nameIn = (language: string): string =>
    form.name?.[language] ?? form.name?.en ?? Object.values(form.name ?? {})[0] ?? id;
  return [
    itself('party', view),
    ...listLanguages.map((language) => ({
      pk: partiesIn(language),
      sk: `${collationKey(language, nameIn(language))}#${id}`,
      body,
      names: noNames,
      filters,
    })),
    ...[...findable(view)].flatMap(([start, matched]): Row[] =>
      start === ''
        ? []
        : [{ pk: partyNames, sk: `${start}#${id}`, body: { ...body, matched }, names: noNames, filters }],
    ),
  ];
};
