/** The law on whole doors: two crawls are the same to the byte, and tell nothing of what the door's audience may not know. */
import { bases } from '../../shared/contract/operation.ts';
import { pathOf, type recordTypes, splitRef } from '../../shared/domain/record-type.ts';
import type { Audience } from '../../shared/projection/audience.ts';
import { addressOf } from '../../web/address.ts';
import { languages } from '../../web/language.ts';
import type { Ids } from './address.ts';
import type { Pair } from './any-pair.ts';
import { refsOf } from './any-pair.ts';
import { wordsFor } from './canary.ts';
import { type Answered, nextOf } from './crawl.ts';

/** An id that no record has, for each type; as long as the others. */
export const nobody = '0';

/** The ids that a pair is asked for. */
export const idsOf = (pair: Pair): Ids => {
  const named = refsOf(pair).flatMap((one) => splitRef(one) ?? []);
  const of = (type: (typeof recordTypes)[number]): string[] => [
    ...named.filter((one) => one.type === type).map(({ id }) => id),
    `${type}-${nobody}`,
  ];
  return {
    process: of('process'),
    round: of('round'),
    party: of('party'),
    document: of('document'),
    outcome: of('outcome'),
    caseload: of('caseload'),
  };
};

const pathIn = ({ address }: Answered): string => address.split('?')[0] ?? '';
/** Its path as it was asked, and that of the same page in the other languages, which every page names. */
const pathsIn = (answered: Answered): string[] => {
  const path = pathIn(answered);
  const [, language = '', rest = ''] = /^\/([a-z]+)(\/.*)$/.exec(path) ?? [];
  return languages.some((one) => one === language) ? languages.map((one) => `/${one}${rest}`) : [path];
};
const isOfDoor = ({ address }: Answered): boolean => Object.values(bases).some((base) => address.startsWith(base));
const shown = (value: unknown): string => JSON.stringify(value);

/** All that an answer says, behind the door as well, but for what it was asked: refusals and feeds say that back. */
const saidIn = (answered: Answered): string => {
  const { replied, body, log } = answered;
  const next = nextOf(body, replied.find(([name]) => name === 'link')?.[1]);
  const cursor = next === undefined ? '' : Buffer.from(next, 'base64url').toString('utf8');
  // A calendar breaks its lines (RFC 5545, section 3.1).
  const text = [shown(replied), body.replaceAll('\r\n ', ''), cursor, shown(log)].join('\n');
  const pairs = (answered.address.split('?')[1] ?? '').split('&').filter((pair) => pair !== '');
  // A page fills its form with what was asked.
  const asked = isOfDoor(answered) ? pairs : [...pairs, ...new URLSearchParams(pairs.join('&')).values()];
  const addresses = pathsIn(answered).flatMap((path) => [`"${path}"`, `"${path}?`]);
  return [...addresses, ...asked].reduce((left, said) => left.replaceAll(said, ''), text).toLowerCase();
};

const part = (text: string, at: number): string => text.slice(Math.max(0, at - 80), at + 80);

/** Where two answers to the same question part. */
const partingOf = (one: Answered, other: Answered): string[] => {
  const asked = `${one.method} ${one.address} ${shown(one.headers)}`;
  if (asked !== `${other.method} ${other.address} ${shown(other.headers)}`) {
    return [`${asked} is asked of one, ${other.method} ${other.address} of the other`];
  }
  return (['status', 'replied', 'body', 'calls', 'log'] as const).flatMap((name) => {
    const [a, b] = [shown(one[name]), shown(other[name])];
    const at = [...a].findIndex((letter, index) => letter !== b[index]);
    return a === b ? [] : [`${asked}: ${name} ${part(a, Math.max(0, at))} / ${part(b, Math.max(0, at))}`];
  });
};

/** The ids that a door answers with 404. */
const unseenIn = (all: readonly Answered[], audience: Audience, pair: Pair): string[] =>
  refsOf(pair).flatMap((one) => {
    const { type, id } = splitRef(one) ?? {};
    const address = type && `${bases[audience]}/${pathOf[type]}/${id}`;
    const found = all.find((answered) => answered.method === 'GET' && answered.address === address);
    return id && found?.status === 404 ? [id] : [];
  });

/** What is not there and what is withheld are refused alike: all of one kind of address, but for the address itself. */
const masksIn = (all: readonly Answered[]): string[] => {
  const kinds = new Map<string, Map<string, string>>();
  for (const answered of all) {
    if (answered.status < 400 || answered.method !== 'GET') continue;
    const { status, replied, calls, log } = answered;
    // Of the same question about another record.
    const kind = answered.address.replace(/\/[a-z]+-[0-9](?=[/?]|$)/, '/{id}');
    const body = pathsIn(answered).reduce((left, path) => left.replaceAll(path, '{instance}'), answered.body);
    const masks = kinds.get(kind) ?? new Map<string, string>();
    kinds.set(kind, masks.set(shown([status, replied, body, calls, log]), answered.address));
  }
  return [...kinds].flatMap(([kind, masks]) =>
    masks.size > 1
      ? [`${kind} has ${masks.size} ways to say that nothing is there: ${[...masks.values()].join(', ')}`]
      : [],
  );
};

/** What two crawls of one door tell their audience of a pair: empty where the law holds. */
export const toldBy = (crawls: readonly [Answered[], Answered[]], audience: Audience, pair: Pair): string[] => {
  const [one, other] = crawls;
  const partings = one.flatMap((answered, index) => {
    const counterpart = other[index];
    return counterpart ? partingOf(answered, counterpart) : [`${answered.address} is asked of one alone`];
  });
  const words = [...wordsFor(audience), ...unseenIn(one, audience, pair)];
  // The log of changes names what is gone: only what was released once. So do errata and successors of snapshots, and the pages that show them.
  const logs = [
    ...['', '/newest'].map((rest) => `${bases[audience]}/changes${rest}`),
    ...languages.map((language) => addressOf(language, 'changes')),
  ];
  const frozen = [`${bases[audience]}/snapshots/`, ...languages.map((language) => addressOf(language, 'snapshot'))];
  const released = pair.fates.flatMap(({ open, out }) => (out && audience === 'public' ? [open.id] : []));
  const said = crawls.flat().flatMap((answered) => {
    const text = saidIn(answered);
    const path = pathIn(answered);
    const isLog = logs.includes(path) || frozen.some((start) => path.startsWith(start));
    return words.flatMap((word) => {
      if (isLog && released.includes(word)) return [];
      const at = text.indexOf(word);
      return at < 0 ? [] : [`${answered.method} ${answered.address} tells ${word}: ${part(text, at)}`];
    });
  });
  const more = other.length > one.length ? [`${other.length - one.length} more are asked of the other`] : [];
  return [...partings, ...more, ...said, ...crawls.flatMap(masksIn)];
};

/** Every record of a pair that a door shows. */
export const seenIn = (all: readonly Answered[], audience: Audience, pair: Pair): number =>
  refsOf(pair).length - unseenIn(all, audience, pair).length;
