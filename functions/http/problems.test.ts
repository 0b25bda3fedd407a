import { expect, test } from 'vitest';
import { type ProblemName, problems } from '../../shared/contract/problem.ts';
import { internalReply, isRefusal, refusalReply } from './problems.ts';

const textOf = (reply: Response) => reply.text();

test('every problem is answered as problem+json with its own type, title and status', async () => {
  const names = Object.keys(problems).filter((name): name is ProblemName => name in problems);
  for (const name of names) {
    const reply = refusalReply({ refused: name, detail: 'd', errors: [{ pointer: '/a', detail: 'x' }] }, '/staff/v1/x');
    expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
    expect(reply.status).toBe(problems[name].status);
    const { type, title, status } = problems[name] && JSON.parse(await textOf(reply));
    expect({ type, title, status }).toEqual({ type: `/problems/${name}`, ...problems[name] });
  }
});

test('what is absent and what is withheld are the same bytes, whatever the refusal knew', async () => {
  const absent = refusalReply({ refused: 'not-found' }, '/staff/v1/parties/kaz');
  const errors = [{ pointer: '', detail: 'x' }];
  const withheld = refusalReply(
    { refused: 'not-found', detail: 'restricted', errors, headers: { 'X-Why': 'y' } },
    '/staff/v1/parties/kaz',
  );
  expect(await textOf(withheld)).toBe(await textOf(absent));
  expect([...withheld.headers]).toEqual([...absent.headers]);
});

test('an unexpected error says nothing but its request id', async () => {
  expect(JSON.parse(await textOf(internalReply('r1')))).toEqual({
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    requestId: 'r1',
  });
});

test('a refusal is told from other results', () => {
  expect(isRefusal({ refused: 'busy' })).toBe(true);
  for (const other of [undefined, null, 'refused', { value: 1 }]) expect(isRefusal(other)).toBe(false);
});
