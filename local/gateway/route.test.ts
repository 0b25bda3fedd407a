import { expect, test } from 'vitest';
import { routing } from './route.ts';

/** The routes of the Developer Guide's example ("Create routes for HTTP APIs"), and some beside them. */
const documented = routing(
  ['ANY /{proxy+}', '$default', 'GET /pets/{proxy+}', 'GET /pets/dog/{id}', 'GET /pets/dog/1'].map((key) => ({ key })),
);

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
  ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
  ['POST', '/pets/dog/1', 'ANY /{proxy+}', { proxy: 'pets/dog/1' }],
  ['GET', '/', '$default', {}],
])('%s %s takes %s, as AWS says', (method, path, key, variables) => {
  expect(documented(method, path)).toEqual({ route: { key }, variables });
});

const ours = routing(
  ['ANY /a/{proxy+}', 'GET /a/docs', 'GET /a/docs/{file}', 'GET /b/{id}', 'ANY /b/{id}'].map((key) => ({ key })),
);

test.each([
  ['GET', '/a/docs', 'GET /a/docs'],
  ['HEAD', '/a/docs', 'ANY /a/{proxy+}'],
  ['OPTIONS', '/a/docs', 'ANY /a/{proxy+}'],
  ['GET', '/a/docs/', 'ANY /a/{proxy+}'],
  ['GET', '/a/docs/x.js', 'GET /a/docs/{file}'],
  ['GET', '/a/docs/x/y', 'ANY /a/{proxy+}'],
  ['GET', '/b/1', 'GET /b/{id}'],
  ['PUT', '/b/1', 'ANY /b/{id}'],
  ['GET', '/a', undefined],
  ['GET', '/a/', undefined],
  ['GET', '/b/1/', undefined],
  ['GET', '/A/x', undefined],
])('%s %s takes %s', (method, path, key) => {
  expect(ours(method, path)?.route.key).toBe(key);
});
