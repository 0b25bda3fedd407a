/** The rows of a document: itself, its place in its round, its line in the timelines and of each party that acted in it. */
import type { Document } from '../domain/document.ts';
import { endings } from '../domain/document-text.ts';
import { extent } from '../domain/edtf.ts';
import { plainObject } from '../domain/json.ts';
import { placed, whenOf } from './date.ts';
import { dated, documentLists, inTimelines, type Line, listed } from './item.ts';
import { inRound, partyDocuments, single, textIn } from './keys.ts';
import { doneBy, everybody, type Presence, presencesOf, standingOf } from './presence.ts';
import { itself, type View } from './reply.ts';
import { noNames, type Row } from './row.ts';
import type { World } from './world.ts';

/** What a party did in a document: an action of a signature, or the roles of a third party. */
type Deed = { action?: string | undefined; roles?: readonly string[] | undefined };

const rolesOf = (presence: Presence<Deed>): string[] => [
  ...new Set(doneBy(presence).flatMap(({ what }) => what.roles ?? [])),
];

const actionsOf = (presence: Presence<Deed>) =>
  doneBy(presence).flatMap(({ what: { action }, ...by }) => (action === undefined ? [] : [{ action, ...by }]));

/** The rows of a document as an audience sees it. */
export const documentRows = (world: World, view: View<Document>): Row[] => {
  const { form } = view;
  const when = whenOf(form.date);
  const deeds = presencesOf<Deed>(
    world,
    [
      ...(form.signatures ?? []).flatMap(({ party, onBehalfOf, action, date }) =>
        party === undefined
          ? []
          : [{ party, onBehalfOf, when: date === undefined ? undefined : extent(date), what: { action } }],
      ),
      ...(form.thirdParties ?? []).flatMap(({ party, roles }) =>
        party === undefined ? [] : [{ party, what: { roles } }],
      ),
    ],
    { when: when.extent },
  );
  const line: Line = {
    type: 'document',
    id: view.id,
    href: view.href,
    kind: form.kind,
    date: form.date,
    when,
    title: form.title,
    process: form.process,
    round: form.round,
    status: form.status,
    issues: form.issues ?? [],
    parties: everybody(deeds),
    roles: new Map([...deeds].map(([party, presence]) => [party, rolesOf(presence)])),
    disputed: view.disputed,
  };
  const own = [...deeds].flatMap(([party, presence]): Row[] => {
    const actions = actionsOf(presence);
    const roles = rolesOf(presence);
    const more = { actions, ...(roles.length > 0 && { roles }), ...standingOf(presence) };
    const names = [...new Set(actions.map(({ action }) => action))];
    return dated(world, partyDocuments(party), { ...line, more }, names.length > 0 ? { actions: names } : {});
  });
  const texts = (form.texts ?? []).flatMap(({ language, sha256, mediaType, fileName, ...text }): Row[] => {
    // A text of which the audience may not know one of these is not handed out.
    if (!language || !sha256 || !mediaType) return [];
    const name = fileName ?? `${view.id}-${language}${endings[mediaType][0]}`;
    return [
      {
        pk: single('document', view.id),
        sk: textIn(language),
        body: plainObject({ language, sha256, mediaType, ...(fileName !== undefined && { fileName }), ...text }),
        names: noNames,
        filters: {},
        file: { document: view.id, sha256, mediaType, fileName: name },
      },
    ];
  });
  const reply = { body: view.reply, names: view.names, filters: {} };
  return [
    itself('document', view),
    ...(form.round === undefined
      ? []
      : [{ pk: single('round', form.round), sk: inRound.document + placed(when, 'document', view.id), ...reply }]),
    ...documentLists(line).map((list) => listed(world, list, line)),
    ...inTimelines(world, line),
    ...own,
    ...texts,
  ];
};
