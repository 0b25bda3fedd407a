/** What a request to the staff door asks for, refused in the order of the contract: 403, then precondition, body and reason. */
import type { Context } from 'hono';
import { pathOf, type RecordType, recordTypes } from '../../../shared/domain/record-type.ts';
import { slugPattern } from '../../../shared/domain/text.ts';
import { instanceOf, isRefusal, type Refusal, refusalReply } from '../../http/problems.ts';
import type { Admitted, Caller } from '../../http/token.ts';
import type { ActRequest, SentActRequest } from '../act-request.ts';
import { jsonBody } from '../body.ts';
import { reasonOf } from '../change-reason.ts';
import { preconditionOf, versionTag } from '../precondition.ts';
import type { Reader } from '../witness.ts';

export type Entered = Admitted & { Variables: { requestId: string } };
export type Door = Context<Entered>;
export type Address = { type: RecordType; id: string };
export type Handler = (c: Door) => Promise<Response> | Response;

export const refuse = (c: Door, refusal: Refusal): Response => refusalReply(refusal, instanceOf(c.req));

/** Answers with what an act led to, and the version that it is now. */
export const answered = (c: Door, state: { version: number } | Refusal): Response =>
  isRefusal(state) ? refuse(c, state) : c.json(state, 200, { ETag: versionTag(state.version) });

/** Runs a handler for the record that an address names; where its first part is none of the six plurals, nothing is there. */
export const at =
  (handle: (c: Door, address: Address) => Promise<Response> | Response): Handler =>
  (c) => {
    const type = recordTypes.find((candidate) => pathOf[candidate] === c.req.param('type'));
    return type ? handle(c, { type, id: c.req.param('id') ?? '' }) : refuse(c, { refused: 'not-found' });
  };

/** Whether it could be the id of a record. */
export const isId = (id: string): boolean => id.length <= 80 && slugPattern.test(id);

export const isReleaser = ({ groups }: Caller): boolean => groups.includes('releaser');

/** Runs a handler for releasers only. */
export const forReleasers =
  (handle: Handler): Handler =>
  (c) =>
    isReleaser(c.get('caller')) ? handle(c) : refuse(c, { refused: 'forbidden' });

/** Who reads, as the log of readings names it. */
export const readerOf = (c: Door): Reader => ({ caller: c.get('caller'), requestId: c.get('requestId') });

export const reasonIn = (c: Door) => reasonOf(c.req.raw.headers.get('Change-Reason'));

/** Whether a caller may ask for what a body says. */
type MayAsk = (caller: Caller, sent: unknown) => boolean;
const anybody: MayAsk = () => true;

type Sent = Pick<SentActRequest, 'caller' | 'sent' | 'reason'>;

const sentAfter = async (c: Door, earlier: Refusal | undefined, mayAsk: MayAsk): Promise<Sent | Refusal> => {
  const caller = c.get('caller');
  // Which group it takes may stand in the body, so that is read before anything is refused.
  const body = await jsonBody(c.req.raw);
  if (!isRefusal(body) && !mayAsk(caller, body.value)) return { refused: 'forbidden' };
  if (earlier) return earlier;
  if (isRefusal(body)) return body;
  const why = reasonIn(c);
  return isRefusal(why) ? why : { caller, sent: body.value, reason: why.reason };
};

/** What a request says that is against no version. */
export const sentIn = (c: Door, mayAsk = anybody): Promise<Sent | Refusal> => sentAfter(c, undefined, mayAsk);

/** An act that has a body. `takes`: whether it may create. */
export const sentActIn = async (
  c: Door,
  address: Address,
  takes: 'either' | 'if-match' = 'if-match',
  mayAsk = anybody,
): Promise<SentActRequest | Refusal> => {
  const precondition = preconditionOf(c.req.raw.headers, takes);
  const sent = await sentAfter(c, isRefusal(precondition) ? precondition : undefined, mayAsk);
  if (isRefusal(sent)) return sent;
  return isRefusal(precondition) ? precondition : { ...address, ...sent, precondition };
};

/** An act of which all is said in address and headers. */
export const actIn = (c: Door, address: Address): ActRequest | Refusal => {
  const precondition = preconditionOf(c.req.raw.headers, 'if-match');
  if (isRefusal(precondition)) return precondition;
  const why = reasonIn(c);
  return isRefusal(why) ? why : { ...address, caller: c.get('caller'), precondition, reason: why.reason };
};
