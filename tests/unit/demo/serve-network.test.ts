import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serveNetwork } from '#scripts/demo/serve-network.ts';

async function aServer(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

async function aServedNetwork() {
  const served = await serveNetwork();
  onTestFinished(() => served.stop());
  return served;
}

test('the API and the images of the demo network have one address', async () => {
  const served = await aServedNetwork();
  expect((await fetch(`${served.url}/img/avatar/plain/did:1/2`)).status).toBe(503);
  const serviceUrl = await aServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const heard = { method: request.method, url: request.url, authorization: request.headers.authorization, body };
    response.writeHead(400, { 'content-type': 'application/json', 'ratelimit-remaining': '7' });
    response.end(JSON.stringify(heard));
  });
  const appViewUrl = await aServer((request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(`picture of ${request.url}`);
  });
  served.open({ serviceUrl, appViewUrl, brand: 'Maison Aubry', brandDid: 'did:1' });

  const answer = await fetch(`${served.url}/xrpc/com.example.write?a=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer one' },
    body: 'words',
  });
  expect([answer.status, answer.headers.get('ratelimit-remaining')]).toEqual([400, '7']);
  expect(await answer.json()).toEqual({
    method: 'POST',
    url: '/xrpc/com.example.write?a=1',
    authorization: 'Bearer one',
    body: 'words',
  });
  const picture = await fetch(`${served.url}/img/avatar/plain/did:1/2`);
  expect([picture.headers.get('content-type'), await picture.text()]).toEqual([
    'image/jpeg',
    'picture of /img/avatar/plain/did:1/2',
  ]);
  expect((await fetch(`${served.url}/elsewhere`)).status).toBe(404);
});

test('a server behind the address that is gone is an error of that address', async () => {
  const served = await aServedNetwork();
  const gone = 'http://127.0.0.1:9';
  served.open({ serviceUrl: gone, appViewUrl: gone, brand: 'Maison Aubry', brandDid: 'did:1' });
  expect((await fetch(`${served.url}/xrpc/com.example.read`)).status).toBe(502);
});
