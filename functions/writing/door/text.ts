/** The texts of a document at the staff door: announced, filed, fetched, removed. Only documents have any, each in a language that a tag names. */
import { isLanguage } from '../../../shared/domain/text.ts';
import { isRefusal } from '../../http/problems.ts';
import { jsonBody } from '../body.ts';
import type { Deps } from '../deps.ts';
import { readText } from '../read-text.ts';
import { announce, fileText, removeText } from '../text.ts';
import { edited } from './record.ts';
import { type Address, actIn, at, type Door, isId, readerOf, refuse, sentActIn } from './request.ts';

type Text = Address & { language: string };

/** Runs a handler for the address of a text. */
const atText = (handle: (c: Door, text: Text) => Promise<Response>) =>
  at((c, address) => {
    const language = c.req.param('language') ?? '';
    return address.type === 'document' && isId(address.id) && isLanguage(language)
      ? handle(c, { ...address, language })
      : refuse(c, { refused: 'not-found' });
  });

export const postUpload = (deps: Deps) =>
  at(async (c, { type, id }) => {
    if (type !== 'document') return refuse(c, { refused: 'not-found' });
    const body = await jsonBody(c.req.raw);
    if (isRefusal(body)) return refuse(c, body);
    const announced = await announce(deps, { id, caller: c.get('caller'), sent: body.value });
    return isRefusal(announced) ? refuse(c, announced) : c.json(announced, 201);
  });

export const putText = (deps: Deps) =>
  atText(async (c, { language, ...address }) => {
    const asked = await sentActIn(c, address);
    return isRefusal(asked) ? refuse(c, asked) : edited(c, await fileText(deps, { ...asked, language }));
  });

export const deleteText = (deps: Deps) =>
  atText(async (c, { language, ...address }) => {
    const asked = actIn(c, address);
    return isRefusal(asked) ? refuse(c, asked) : edited(c, await removeText(deps, { ...asked, language }));
  });

/** The text of the record as it is, or of a revision of it. */
export const getText = (deps: Deps) =>
  atText(async (c, { id, language }) => {
    const number = c.req.param('n');
    const request = { id, language, caller: c.get('caller'), ...(number !== undefined && { number }) };
    const found = await readText(deps, request, readerOf(c));
    return isRefusal(found) ? refuse(c, found) : c.body(null, 303, { Location: found.location });
  });
