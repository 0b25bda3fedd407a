/** In which order the staff door refuses; whom it lets in is a table, `test/sign-in/`. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Door, party, problemOf, staffDoor } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await staffDoor();
});

describe('tokens', () => {
  test('without a token every address is 401 with WWW-Authenticate', async () => {
    for (const path of ['parties/kaz', 'parties/kaz/release', 'nothing', 'parties/kaz/revisions/1']) {
      const reply = await door.knock('PUT', path, { by: null });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('WWW-Authenticate')).toBe('Bearer realm="kelissoz"');
    }
  });

  test('a group other than staff is 403 before anything else is looked at', async () => {
    expect((await door.knock('PUT', 'nothing/at/all', { by: 'yuri', raw: '{' })).status).toBe(403);
    expect((await door.knock('PUT', 'parties/kaz/release', { by: 'omar', body: { public: 'retracted' } })).status).toBe(
      403,
    );
  });

  test('releasing and retracting take a releaser, even before the precondition', async () => {
    for (const body of [{ public: 'released', form: 'full' }, { public: 'retracted' }]) {
      expect((await door.knock('PUT', 'parties/kaz/release', { body })).status).toBe(403);
      expect((await door.knock('PUT', 'parties/kaz/release', { body, by: 'dana' })).status).toBe(428);
    }
    expect((await door.knock('PUT', 'parties/kaz/release', { body: { draft: 'proposed' } })).status).toBe(428);
  });
});

describe('the order of refusal', () => {
  test('428 before the body, the body before 412, 412 before 422', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    expect((await door.knock('PUT', 'parties/kaz', { raw: '{', headers })).status).toBe(428);
    expect(
      (await door.knock('PUT', 'parties/kaz', { raw: '{', headers: { ...headers, 'If-Match': '"7"' } })).status,
    ).toBe(415);
    const json = { 'Content-Type': 'application/json; charset=utf-8', 'If-Match': '"7"' };
    expect(problemOf(await door.knock('PUT', 'parties/kaz', { raw: '{', headers: json }))).toBe('malformed-json');
    expect((await door.knock('PUT', 'parties/kaz', { raw: '{}', headers: json })).status).toBe(412);
    expect((await door.put('parties/kaz', {})).status).toBe(422);
  });

  test('a body that is too large, no UTF-8, or nested without end is refused as such', async () => {
    const headers = { 'Content-Type': 'application/json', 'If-None-Match': '*' };
    const send = (raw: string | Buffer) => door.knock('PUT', 'parties/kaz', { raw, headers });
    expect((await send(' '.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await send(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await send(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).status).toBe(400);
    expect((await send(`{"note":"${'['.repeat(500)}"}`)).status).toBe(422);
    expect((await send('')).status).toBe(400);
    expect((await send('[]')).status).toBe(422);
  });

  test('a record above 350 KB is 413 with its size, before 412', async () => {
    const sources = Array.from({ length: 30 }, (_, n) => ({ id: `s${n + 1}`, title: 'x'.repeat(13_000) }));
    const reply = await door.put('parties/kaz', { ...party, sources }, 9);
    expect(reply.status).toBe(413);
    expect(String(reply.body.detail)).toMatch(/has 39\d{4} bytes/);
  });

  test('an If-Match without quotes, with a star, weak or with several tags is 400', async () => {
    for (const match of ['1', '*', 'W/"1"', '"1", "2"', '"1" "2"', '']) {
      const reply = await door.knock('PUT', 'parties/kaz', { body: party, headers: { 'If-Match': match } });
      expect([match, problemOf(reply)]).toEqual([match, 'invalid-precondition']);
    }
    const others: Record<string, string>[] = [{ 'If-None-Match': '"1"' }, { 'If-None-Match': '*', 'If-Match': '"1"' }];
    for (const headers of others) {
      expect((await door.knock('PUT', 'parties/kaz', { body: party, headers })).status).toBe(400);
    }
    for (const match of ['"x"', '"01"', '""']) {
      const reply = await door.knock('PUT', 'parties/kaz', { body: party, headers: { 'If-Match': match } });
      expect([match, reply.status]).toEqual([match, 412]);
    }
  });
});

describe('addresses', () => {
  test('what is not there is 404, and another method 405 with Allow', async () => {
    for (const path of [
      'nations/kaz',
      'nations',
      'parties/kaz/',
      'parties/kaz/else',
      'parties/Not-A-Slug',
      'parties/kaz/revisions/0',
    ]) {
      expect([path, (await door.knock('GET', path)).status]).toEqual([path, 404]);
    }
    const allowed = {
      parties: 'POST',
      'parties/kaz': 'GET, HEAD, PUT, DELETE',
      'parties/kaz/release': 'PUT',
      'parties/kaz/revisions': 'GET, HEAD',
    };
    for (const [path, allow] of Object.entries(allowed)) {
      const reply = await door.knock('PATCH', path);
      expect([reply.status, reply.headers.get('Allow')]).toEqual([405, allow]);
    }
  });

  test('an id that is no slug is 422 at /id', async () => {
    const reply = await door.put('parties/Not-A-Slug', party);
    expect(reply.body.errors).toContainEqual({ pointer: '/id', detail: 'is not a slug such as astana-syria-04' });
    expect((await door.put(`parties/${'a'.repeat(3000)}`, party)).status).toBe(422);
  });
});

test('an unexpected error says nothing but its request id, and the log nothing of the record', async () => {
  const broken = await staffDoor((client) =>
    Object.assign(Object.create(client), { send: () => Promise.reject(new Error('the secret of the record')) }),
  );
  const reply = await broken.put('parties/kaz', { ...party, note: 'confidential' });
  expect(reply.status).toBe(500);
  expect(reply.body).toEqual({
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    requestId: 'request-1',
  });
  const lines = JSON.stringify(broken.log);
  expect(lines).toContain('request-1');
  expect(lines).not.toMatch(/secret|confidential/);
});
