/** Stands before DynamoDB Local and before the functions of a desk, and lets through what policies allow, as AWS would. */
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { errorReply, type Reply } from './denial.ts';
import { authorizedAs, courseOf, type Policies } from './judge.ts';

/** What a function answered to a direct invocation: JSON, and whether that is of an error. */
export type Invoked = { readonly payload: string; readonly failed: boolean };

/**
 * `dynamoDb`: where DynamoDB Local listens, and under which key and region it keeps the database. `invoke` is told the ARN of a
 * function with its alias, and the payload; it answers undefined where there is no such function.
 */
export type PolicyProxyOptions = Policies & {
  readonly dynamoDb: { readonly port: number; readonly databaseKey: string; readonly region: string };
  readonly invoke: (functionArn: string, payload: Buffer) => Promise<Invoked | undefined>;
};

/** A proxy that listens at a port of 127.0.0.1; `close` ends it, and cuts off what is in hand. */
export type PolicyProxy = { readonly ok: true; readonly port: number; close(): Promise<void> };

const headerOf = ({ headers }: IncomingMessage, name: string): string => String(headers[name] ?? '');

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
};

/** A connection's own headers are each side's business. */
const passedOn = ({ headers: { connection: _, ...headers } }: IncomingMessage) => headers;

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
};

/** Lambda's answer to an invocation that waits for its end (Lambda API Reference, "Invoke"). */
const invocationReply = (arn: string, invoked: Invoked | undefined): Reply => {
  if (!invoked) return errorReply('rest', 'ResourceNotFoundException', `Function not found: ${arn}`);
  const headers = {
    'content-type': 'application/json',
    ...(invoked.failed && { 'x-amz-function-error': 'Unhandled' }),
  };
  return { status: 200, headers, body: invoked.payload };
};

/** Starts the proxy. It knows a caller's role by the access key that calls are signed with, as AWS does. */
export const startPolicyProxy = async (options: PolicyProxyOptions): Promise<PolicyProxy> => {
  const { dynamoDb, invoke } = options;
  const agent = new Agent({ keepAlive: true });

  const toDatabase = async (incoming: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> => {
    const authorization = authorizedAs(headerOf(incoming, 'authorization'), dynamoDb.databaseKey, dynamoDb.region);
    const headers = { ...passedOn(incoming), authorization };
    const outgoing = request({ host: '127.0.0.1', port: dynamoDb.port, agent, method: 'POST', path: '/', headers });
    response.once('close', () => outgoing.destroy());
    outgoing.end(body);
    const [reply]: IncomingMessage[] = await once(outgoing, 'response');
    if (!reply?.statusCode) throw new Error('the database answered without a status');
    response.writeHead(reply.statusCode, passedOn(reply));
    await pipeline(reply, response);
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming);
    const course = courseOf(options, {
      method: incoming.method ?? '',
      address: incoming.url ?? '',
      target: headerOf(incoming, 'x-amz-target'),
      authorization: headerOf(incoming, 'authorization'),
      body,
    });
    if (course.to === 'caller') return send(response, course.reply);
    if (course.to === 'function') return send(response, invocationReply(course.arn, await invoke(course.arn, body)));
    return toDatabase(incoming, body, response);
  };

  const server = createServer((incoming, response) => {
    // A caller whose connection breaks tries again, as it would without a proxy.
    answer(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the policy proxy listens at no port');
  return {
    ok: true,
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
};
