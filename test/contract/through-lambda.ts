/** An application as it is deployed: requests become events of the HTTP API, and replies are the results of the handler. */
import { Hono } from 'hono';
import { lambdaHandler } from '../../functions/http/lambda.ts';
import { addressOf } from '../../local/gateway/event.ts';

/** The application behind its handler, to be asked as one of Hono is. */
export const throughLambda = (app: Hono): Hono => {
  const handler = lambdaHandler(() => app);
  const outside = new Hono();
  outside.all('*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const body = Buffer.from(await c.req.arrayBuffer());
    const result = await handler({
      ...(addressOf(pathname + search) ?? { rawPath: pathname, rawQueryString: '' }),
      headers: c.req.header(),
      body: body.toString('base64'),
      isBase64Encoded: true,
      requestContext: { domainName: 'tracker.example', http: { method: c.req.method }, requestId: 'r' },
    });
    const hasBody = ![204, 304].includes(result.statusCode);
    return new Response(hasBody ? result.body : null, { status: result.statusCode, headers: result.headers });
  });
  return outside;
};
