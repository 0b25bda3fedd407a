/** What reaches the port of a desk without being HTTP. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serveOnLocalhost } from '../../local/http-server.ts';
import { freePort } from './desk-process.ts';

test('an address with letters as they are is told how to send them', async () => {
  const port = await freePort();
  const server = await serveOnLocalhost(port, (_request, response) => void response.end('reached'));
  if (!server.ok) throw new Error(server.sentence);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /public/v1/parties?name=Қаз HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const reply = await text(socket);
  await server.close();
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  expect(reply).toContain('application/problem+json');
  expect(reply).toContain('percent-encoded');
});
