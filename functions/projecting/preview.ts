/** What the public would read of a record, if records were as somebody imagines them; nothing is claimed or written. */
import { type JsonObject, plainObject } from '../../shared/domain/json.ts';
import { type Ref, splitRef } from '../../shared/domain/record-type.ts';
import type { Form } from '../../shared/domain/release.ts';
import { self, single } from '../../shared/projection/keys.ts';
import { project } from '../../shared/projection/project.ts';
import { firstSeen, seen } from '../../shared/projection/world.ts';
import { isNothing, load, missing, nothingAsked, nothingLoaded, worldOver } from './loaded.ts';
import type { Records } from './port.ts';

/** The single reply to a record, undefined where the public sees none; and which of some references it would not see. */
export type Preview = { readonly reply: JsonObject | undefined; readonly unseen: ReadonlySet<Ref> };

/**
 * Previews over some records at a time; what is read for one serves the next. A round is shown without its documents and outcomes,
 * which have previews of their own, and nothing with its salt, which a release makes anew.
 */
export const previewing = (records: Records, now: Date): ((one: Ref, named: readonly Ref[]) => Promise<Preview>) => {
  const loaded = nothingLoaded();
  return async (one, named) => {
    const { type, id } = splitRef(one) ?? {};
    for (;;) {
      const asked = nothingAsked();
      const world = worldOver('public', loaded, now, asked);
      const rows = project(world, one);
      const unseen = new Set(named.filter((ref) => firstSeen(world, [ref]) === undefined));
      const missed = missing(asked, loaded);
      if (!isNothing(missed)) {
        await load(records, loaded, missed);
        continue;
      }
      const row = type && id && rows.find(({ pk, sk }) => pk === single(type, id) && sk === self);
      if (!row) return { reply: undefined, unseen };
      const { salt: _salt, ...body } = row.body;
      return { reply: plainObject({ ...body, included: row.names }), unseen };
    }
  };
};

/** In which form the public reads a record at a time, undefined where it reads nothing of it. */
export const formRead = async (records: Records, now: Date, one: Ref): Promise<Form | undefined> => {
  const loaded = nothingLoaded();
  for (;;) {
    const asked = nothingAsked();
    const form = seen(worldOver('public', loaded, now, asked), one)?.inForm;
    const missed = missing(asked, loaded);
    if (isNothing(missed)) return form;
    await load(records, loaded, missed);
  }
};
