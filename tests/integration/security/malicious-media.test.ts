import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { FILM_LIMIT, PICTURE_LIMIT } from '#lib/media/fetch-media.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { type Api, type ApiAnswer, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aMediaServer, MP4, PNG } from '../media/media-server.ts';
import { anAttachment, aPersonWhoSends, copiesOf, type Person } from '../media/person.ts';

let api: Api;
/** A server in the private network, which nobody outside may reach. */
const inside = createServer((_, response) => {
  reached += 1;
  response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);
}).listen(0, '127.0.0.1');
let reached = 0;

beforeAll(async () => {
  // Operators may allow private addresses for members; that must not apply to what strangers send.
  process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
  if (!inside.listening) await once(inside, 'listening');
  api = await startApi();
});
afterAll(async () => {
  await api.stop();
  await new Promise((done) => inside.close(done));
  await closeQueues();
  await closeDatabase();
});

async function look(person: Person, url: string, kind: 'image' | 'video' = 'image'): Promise<ApiAnswer> {
  const { key } = await anApiKey(person.admin);
  const id = await anAttachment(person, url, { kind });
  return await api.call('GET', `workspaces/${person.workspaceId}/media/${id}`, { key });
}

/** Expects that the member sees a problem and that no copy is stored. */
function expectRefused(answer: ApiAnswer, person: Person, status: number): void {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(answer.text).not.toMatch(/127\.|169\.254|localhost|ECONN|ENOTFOUND|script/i);
  expect(copiesOf(person)).toEqual([]);
}

test.each([
  'file:///etc/passwd',
  'data:image/png;base64,iVBORw0KGgo=',
  'ftp://127.0.0.1:PORT/',
  'gopher://127.0.0.1:PORT/_GET',
  'javascript:alert(1)',
  '//127.0.0.1:PORT/',
  '/etc/passwd',
  'nonsense',
])('an attachment with the address %s cannot be stored', async (address) => {
  const person = await aPersonWhoSends(null);
  await expect(anAttachment(person, address)).rejects.toThrow('attachment_addresses');
});

describe('media addresses that lead into our own network', () => {
  const port = () => (inside.address() as AddressInfo).port; // it listens on a port

  test.each([
    'https://127.0.0.1:PORT/',
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'https://localhost:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'https://2130706433:PORT/',
    'https://0x7f.1:PORT/',
    'https://169.254.169.254/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://me:secret@127.0.0.1:PORT/',
  ])('media at %s is not fetched', async (address) => {
    const person = await aPersonWhoSends(null);
    const before = reached;
    const answer = await look(person, address.replace('PORT', String(port())));
    expectRefused(answer, person, 422);
    expect(answer.body).toMatchObject({ code: 'network_refused', reason: 'address_not_allowed' });
    expect(reached).toBe(before);
  });

  test('a redirect from a media server into our own network is not followed', async () => {
    const before = reached;
    let next = '';
    const server = await aMediaServer((_, response) => response.writeHead(302, { location: next }).end());
    const person = await aPersonWhoSends(server.origin);
    for (const location of [
      `http://127.0.0.1:${port()}/`,
      `http://localhost:${port()}/`,
      `https://localhost:${port()}/`,
      'https://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
      'data:image/png;base64,iVBORw0KGgo=',
      `//[::1]:${port()}/`,
    ]) {
      next = location;
      expectRefused(await look(person, `${server.origin}/photo`), person, 422);
    }
    expect(reached).toBe(before);
  });

  test("of the host of the operator's own proxy or stand-in, only its own port is called", async () => {
    const server = await aMediaServer((_, response) => response.end(PNG));
    const person = await aPersonWhoSends(server.origin);
    const before = reached;
    expectRefused(await look(person, `http://127.0.0.1:${port()}/`), person, 422);
    expectRefused(await look(person, server.origin.replace('http:', 'https:')), person, 422);
    expectRefused(await look(person, server.origin.replace('127.0.0.1', 'localhost')), person, 422);
    expect([server.seen.length, reached]).toEqual([0, before]);
    expect((await look(person, server.origin)).status).toBe(200);
  });
});

describe('files that are not media', () => {
  const script = '<script>fetch("/api/v1/workspaces")</script>';

  test.each<[string, string, Buffer | string]>([
    [
      'a picture that is a page with a script',
      'image/svg+xml',
      `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`,
    ],
    [
      'one that calls itself a PNG',
      'image/png',
      `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`,
    ],
    ['a page', 'text/html', `<!doctype html>${script}`],
    ['a page that calls itself a PNG', 'image/png', `<html>${script}</html>`],
    ['a page behind blanks', 'image/gif', `\n\n   ${script}`],
    ['a script', 'image/jpeg', 'alert(document.domain)'],
    ['a document', 'application/pdf', '%PDF-1.7\n'],
    ['a program', 'image/webp', 'MZ\x90\0'],
    ['an archive', 'image/png', gzipSync(PNG)],
    ['a picture of a kind that is not shown', 'image/bmp', 'BM\0\0\0\0\0\0\0\0'],
    ['half a beginning', 'image/png', PNG.subarray(0, 6)],
    ['nothing', 'image/png', ''],
  ])('%s is not served, whatever type it claims', async (_, type, body) => {
    const server = await aMediaServer((__, response) => response.writeHead(200, { 'content-type': type }).end(body));
    const person = await aPersonWhoSends(server.origin);
    expectRefused(await look(person, `${server.origin}/photo.png`), person, 415);
  });

  test('a picture that contains HTML is served as a picture that browsers do not sniff', async () => {
    const both = Buffer.concat([Buffer.from('GIF89a'), Buffer.from(`/*${script}*/`)]);
    const server = await aMediaServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(both),
    );
    const answer = await look(await aPersonWhoSends(server.origin), server.origin);
    expect([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
      'image/gif',
      'nosniff',
    ]);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });
});

describe('media servers that try to exhaust us', () => {
  test('a media server cannot make us read a gigabyte, announced or not', async () => {
    let sent = 0;
    const server = await aMediaServer((request, response) => {
      if (request.url === '/announced') {
        response.writeHead(200, { 'content-length': String(1024 ** 3) });
        return void response.write(PNG);
      }
      const chunk = Buffer.alloc(1_000_000, 1);
      PNG.copy(chunk);
      const push = () => {
        while (!response.destroyed && sent < 1024 ** 3) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', push);
        }
      };
      push();
    });
    const person = await aPersonWhoSends(server.origin);
    expectRefused(await look(person, `${server.origin}/announced`), person, 415);
    expectRefused(await look(person, `${server.origin}/endless`), person, 415);
    // What the sockets hold beside is a few megabytes.
    expect(sent).toBeLessThan(PICTURE_LIMIT + 20_000_000);
  });

  test('a video may be larger than a picture, and a picture does not count as a video', async () => {
    const large = (head: Buffer) => Buffer.concat([head, Buffer.alloc(PICTURE_LIMIT)]);
    let body = large(MP4);
    const server = await aMediaServer((_, response) => response.end(body));
    const person = await aPersonWhoSends(server.origin);
    expectRefused(await look(person, `${server.origin}/1`), person, 415);
    body = large(PNG);
    expectRefused(await look(person, `${server.origin}/2`, 'video'), person, 415);
    body = Buffer.concat([MP4, Buffer.alloc(FILM_LIMIT)]);
    expectRefused(await look(person, `${server.origin}/3`, 'video'), person, 415);
    body = large(MP4);
    expect((await look(person, `${server.origin}/4`, 'video')).status).toBe(200);
  });

  test('compressed media is not decompressed', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const server = await aMediaServer((_, response) =>
      response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(bomb),
    );
    const person = await aPersonWhoSends(server.origin);
    expectRefused(await look(person, server.origin), person, 415);
  });

  test('a media server that sends one byte a second is given up', { timeout: 120_000 }, async () => {
    const timers: NodeJS.Timeout[] = [];
    const server = await aMediaServer((_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      timers.push(setInterval(() => response.write('x'), 1_000));
    });
    const person = await aPersonWhoSends(server.origin);
    // The server never ends its answer, so any response means that we gave up.
    const answer = await look(person, server.origin);
    for (const timer of timers) clearInterval(timer);
    expectRefused(answer, person, 503);
  });
});
