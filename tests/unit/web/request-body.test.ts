import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { withWholeBody } from '../../../web/request-body.ts';

/** Sends these bytes as one request, and gives what the server makes of it once the client has gone or finished. */
async function receive(sent: string, { leaves = false } = {}): Promise<IncomingMessage | null> {
  const { promise, resolve } = Promise.withResolvers<IncomingMessage | null>();
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    void withWholeBody(request).then(resolve);
    if (leaves) client.destroy();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1', () => client.write(sent));
  onTestFinished(() => void client.destroy());
  return await promise;
}

const post = (length: number, body: string) =>
  `POST /api/v1/x HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;

async function textOf(request: IncomingMessage | null): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request ?? []) chunks.push(chunk as Buffer); // a request's stream gives buffers
  return Buffer.concat(chunks).toString();
}

test('a client that goes away in the middle of its body is noticed before the request is served', async () => {
  expect(await receive(post(100, '{"state":'), { leaves: true })).toBeNull();
});

test('a request that arrived whole is served with its body, even when its client has gone since', async () => {
  const request = await receive(post(16, '{"state":"gone"}'));
  request?.socket.destroy();
  expect(await textOf(request)).toBe('{"state":"gone"}');
  expect(request).toMatchObject({ method: 'POST', url: '/api/v1/x', headers: { 'content-length': '16' } });
});

test('a request without a body is passed on as it is', async () => {
  expect(await receive('GET /api/v1/x HTTP/1.1\r\nhost: a\r\n\r\n')).toMatchObject({ method: 'GET' });
});
