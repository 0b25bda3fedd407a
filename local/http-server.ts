/** Serves a desk on localhost. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type Refusal, refusal } from './refusal.ts';

/** `close` stops accepting and waits for the replies in hand; called again it does nothing. */
export type HttpServer = { readonly ok: true; close(): Promise<void> };

/** How long replies in hand are waited for, in milliseconds. */
const farewell = 5_000;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

// What no parser of HTTP takes for a request never reaches a door; the usual reason is a name typed into the address.
const unreadableBody = JSON.stringify({
  type: 'about:blank',
  title: 'This is not an HTTP request',
  status: 400,
  detail: 'Letters other than ASCII are percent-encoded in an address: curl does it with -G --data-urlencode.',
});
const unreadable = [
  'HTTP/1.1 400 Bad Request',
  'Content-Type: application/problem+json',
  `Content-Length: ${Buffer.byteLength(unreadableBody)}`,
  'Connection: close',
  '',
  unreadableBody,
].join('\r\n');

const listen = async (port: number, host: string, answer: RequestListener): Promise<Server> => {
  const server = createServer(answer);
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(unreadable);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
};

const close = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), farewell);
  await closed;
  clearTimeout(cut);
};

const taken = (port: number): Refusal =>
  refusal(
    `Port ${port} is taken by another program: stop that one, or choose another port, as in \`PORT=3001 npm start\`.`,
  );

/** Serves at a port of 127.0.0.1, and of ::1 where the machine has it: `localhost` works, and nobody else gets in. */
export const serveOnLocalhost = async (port: number, answer: RequestListener): Promise<HttpServer | Refusal> => {
  const servers: Server[] = [];
  const closeAll = async () => {
    await Promise.all(servers.map(close));
  };
  try {
    servers.push(await listen(port, '127.0.0.1', answer));
    servers.push(await listen(port, '::1', answer));
  } catch (error) {
    const code = codeOf(error);
    const without6 = servers.length === 1 && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT');
    if (!without6) await closeAll();
    if (code === 'EADDRINUSE') return taken(port);
    if (code === 'EACCES') {
      return refusal(`Port ${port} is not for ordinary users: choose one above 1023, as in \`PORT=3001 npm start\`.`);
    }
    if (!without6) throw error;
  }
  return { ok: true, close: closeAll };
};
