/** oEmbed: each reply has what the specification (oembed.com, version 1.0, section 2.3.4) requires of its type, and nothing that could run. */
import { beforeAll, describe, expect, test } from 'vitest';
import * as keys from '../../shared/projection/keys.ts';
import { noNames } from '../../shared/projection/row.ts';
import { type Door, doorOver, json, site } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await doorOver('public');
  const row = { sk: keys.self, names: noNames, filters: {} };
  await door.put([
    { ...row, pk: keys.single('process', 'talks'), body: { name: { ru: 'Переговоры', en: 'Talks "&" <b>more</b>' } } },
    { ...row, pk: keys.single('round', 'first'), body: { label: { en: 'First round' } } },
    { ...row, pk: keys.single('document', 'untold'), body: {} },
    { ...row, pk: keys.single('process', 'older'), sk: keys.moved, body: { type: 'process', id: 'talks' } },
    { ...row, pk: keys.single('round', 'doubled'), sk: keys.moved, body: { type: 'round', id: 'first' } },
    { ...row, pk: keys.single('round', 'lost'), sk: keys.moved, body: { type: 'round', id: 'nowhere' } },
  ]);
});

const ask = async (page: string, more = '') =>
  door.app.request(`/public/v1/oembed?url=${encodeURIComponent(page)}${more}`);

/** The attributes of the one element of a reply's `html`, which is a frame with nothing in it. */
const frameIn = (html: unknown): Record<string, string> => {
  const [, attributes = ''] = /^<iframe ([^<>]*)><\/iframe>$/.exec(String(html)) ?? [];
  return Object.fromEntries(
    [...attributes.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
};

describe('the reply to an address', () => {
  test('of a timeline is rich: html, width and height, in a frame that runs no script', async () => {
    const reply = await ask(`${site}/kk/timeline?process=talks&role=host&order=desc&from=2017`);
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const said = await json(reply);
    const required = { version: '1.0', type: 'rich', title: 'Хронология – Kelissöz', width: 640, height: 480 };
    expect(said).toMatchObject({ ...required, provider_name: 'Kelissöz', provider_url: `${site}/` });
    expect(frameIn(said.html)).toMatchObject({
      // In which order is nothing that a framed timeline is asked for.
      src: `${site}/embed/kk/timeline?process=talks&amp;role=host&amp;from=2017`,
      width: '640',
      height: '480',
      sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    });
  });

  test('is never larger than was asked', async () => {
    const said = await json(await ask(`${site}/en/timeline`, '&maxwidth=320&maxheight=2000&format=json&dnt=1'));
    expect(said).toMatchObject({ width: 320, height: 480 });
    expect(frameIn(said.html)).toMatchObject({ width: '320', height: '480', src: `${site}/embed/en/timeline` });
  });

  test('of a process is its timeline, under its name, which ends no attribute', async () => {
    const said = await json(await ask(`${site}/en/processes/talks`));
    expect(said).toMatchObject({ type: 'rich', title: 'Talks "&" <b>more</b> – Kelissöz' });
    expect(frameIn(said.html)).toMatchObject({
      src: `${site}/embed/en/timeline?process=talks`,
      title: 'Talks &quot;&amp;&quot; &lt;b&gt;more&lt;/b&gt; – Kelissöz',
    });
  });

  test('of another record is a link, which has a title and nothing to show', async () => {
    const link = { version: '1.0', type: 'link', provider_name: 'Kelissöz', provider_url: `${site}/`, cache_age: 30 };
    expect(await json(await ask(`${site}/ru/rounds/first`))).toEqual({ ...link, title: 'First round – Kelissöz' });
    expect(await json(await ask(`${site}/ru/documents/untold`))).toEqual({ ...link, title: 'untold – Kelissöz' });
  });
});

describe('of a record that was merged', () => {
  test('the reply is that of the other, frame and all', async () => {
    for (const [old, now] of [
      ['processes/older', 'processes/talks'],
      ['rounds/doubled', 'rounds/first'],
    ]) {
      const [merged, survivor] = await Promise.all([ask(`${site}/en/${old}`), ask(`${site}/en/${now}`)]);
      expect([merged.status, await merged.text()]).toEqual([200, await survivor.text()]);
    }
  });

  test('nothing is said where the other is not there either', async () => {
    expect((await ask(`${site}/en/rounds/lost`)).status).toBe(404);
  });
});

describe('refused is', () => {
  test.each([
    ['an address that is not ours', 'https://elsewhere.example/en/timeline', 404],
    ['one of another scheme', `${site.replace('https', 'ftp')}/en/timeline`, 404],
    ['no address', 'timeline', 404],
    ['a page that is not there', `${site}/en/nowhere`, 404],
    ['a record that is not there', `${site}/en/rounds/second`, 404],
    ['a page for whoever is signed in', `${site}/en/staff`, 404],
  ])('%s', async (_what, page, status) => {
    const reply = await ask(page);
    expect([reply.status, reply.headers.get('Content-Type')]).toEqual([status, 'application/problem+json']);
  });

  test('XML, by 501, and what asks nothing, by 400', async () => {
    expect((await ask(`${site}/en/timeline`, '&format=xml')).status).toBe(501);
    expect((await ask(`${site}/en/timeline`, '&maxwidth=wide')).status).toBe(400);
    expect((await door.app.request('/public/v1/oembed')).status).toBe(400);
  });
});
