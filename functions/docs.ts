/** What everybody may ask before signing in: the documentation of every door, shown without any outside request, and how to sign in. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { bases } from '../shared/contract/operation.ts';
import { type SignInSettings, signInSettings } from '../shared/contract/sign-in.ts';
import { needed } from './environment.ts';
import { etagOf, isNoneMatch } from './http/etag.ts';
import { lambdaHandler } from './http/lambda.ts';
import { refusalReply } from './http/problems.ts';

/** The files it answers with; a deployment puts them beside the function, a desk takes them from where they are. */
export const docsFiles = [
  'public.json',
  'analyst.json',
  'cleared.json',
  'staff.json',
  'swagger-ui.css',
  'swagger-ui-bundle.js',
] as const;
export type DocsFile = (typeof docsFiles)[number];

// The page loads what stands here and talks to its own door; its drawings are data: addresses in the style sheet.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const html = 'text/html; charset=utf-8';
const script = 'text/javascript; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** Addresses in it are relative to `…/v1/docs`. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kelissöz</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

// Without `validatorUrl: null` the page would send the document to a validator elsewhere.
const start = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  validatorUrl: null,
  queryConfigEnabled: false,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
});
`;

const methods = 'GET, HEAD';

const answer = (c: Context, body: string, type: string): Response => {
  const ETag = etagOf(body);
  const headers = {
    ETag,
    'Cache-Control': 'public, max-age=0, s-maxage=300',
    ...(type === html && { 'Content-Security-Policy': policy }),
  };
  return isNoneMatch(c.req.header('If-None-Match'), ETag)
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers: { ...headers, 'Content-Type': type } });
};

/**
 * `…/openapi.json` and `…/docs` under each base path, without sign-in at any door: they say how to ask, and hold no record
 * but the sample's. `read` gives the text of a file. `/public/v1/sign-in` tells the site who signs people in.
 */
export const docsApp = (read: (file: DocsFile) => Promise<string>, signIn: SignInSettings): Hono => {
  const app = new Hono();
  const serve = (path: string, type: string, body: () => Promise<string>, headers: Record<string, string> = {}) => {
    app.get(path, async (c) => {
      const reply = answer(c, await body(), type);
      for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
      return reply;
    });
    app.all(path, (c) => refusalReply({ refused: 'method-not-allowed', headers: { Allow: methods } }, c.req.path));
  };
  serve(`${bases.public}/sign-in`, json, async () => JSON.stringify(signIn));
  for (const door of ['public', 'analyst', 'cleared', 'staff'] as const) {
    const base = bases[door];
    const open = { 'Access-Control-Allow-Origin': '*' };
    serve(`${base}/openapi.json`, json, () => read(`${door}.json`), open);
    serve(`${base}/docs`, html, async () => page);
    serve(`${base}/docs/start.js`, script, async () => start);
    serve(`${base}/docs/swagger-ui-bundle.js`, script, () => read('swagger-ui-bundle.js'));
    serve(`${base}/docs/swagger-ui.css`, 'text/css; charset=utf-8', () => read('swagger-ui.css'));
  }
  app.notFound((c) => refusalReply({ refused: 'not-found' }, c.req.path));
  // Whoever runs it answers and notes what is unexpected; of itself it would write the message to the log.
  app.onError((error) => {
    throw error;
  });
  return app;
};

/** The Lambda handler; its files lie in `docs/` beside it (`DOCS_FOLDER`), and it names whose tokens the doors take. */
export const handler = lambdaHandler((env) => {
  const folder = env.DOCS_FOLDER ?? join(env.LAMBDA_TASK_ROOT ?? '.', 'docs');
  const signIn = signInSettings(needed(env, 'TOKEN_ISSUER'), needed(env, 'TOKEN_CLIENT_ID'));
  return docsApp((file) => readFile(join(folder, file), 'utf8'), signIn);
});
