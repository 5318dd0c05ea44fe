import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { isPublicAddress } from '#lib/http/public-address.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listens on TCP
  return `http://127.0.0.1:${port}`;
}

describe('addresses that are not public', () => {
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'fe80::1',
    'fec0::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '100::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    'fe80::1%eth0',
    'localhost',
    '',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test('no spelling of a loopback address gets through', async () => {
  const spellings = fc.constantFrom(
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://017700000001/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://127.0.0.1./',
    'https://localhost/',
    'https://LOCALHOST/',
    'https://①②⑦.0.0.1/',
  );
  await fc.assert(
    fc.asyncProperty(spellings, fc.integer({ min: 1, max: 65535 }), async (address, port) => {
      const url = address.replace(/\/$/, `:${port}/`);
      await expect(guardedFetch(url, { allowPrivate: false })).rejects.toMatchObject({
        kind: 'address_not_allowed',
        sent: false,
      });
    }),
    { numRuns: 40 },
  );
});

test.each([
  'http://example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'https://me:secret@example.org/',
  'nonsense',
])('%s is not called', async (address) => {
  await expect(guardedFetch(address, { allowPrivate: false })).rejects.toMatchObject({
    kind: 'address_not_allowed',
    sent: false,
  });
});

describe('redirects', () => {
  test('three are followed, a fourth is not', async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) return void response.end('there');
      response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect((await guardedFetch(`${url}/3`, { allowPrivate: true })).body.toString()).toBe('there');
    await expect(guardedFetch(`${url}/4`, { allowPrivate: true })).rejects.toMatchObject({
      kind: 'too_many_redirects',
    });
  });

  test('another server does not get the authorization', async () => {
    let seen: string | undefined = 'nothing asked';
    const other = await serve((request, response) => {
      seen = request.headers.authorization;
      response.end();
    });
    const url = await serve((_, response) => response.writeHead(307, { location: other }).end());
    await guardedFetch(url, { allowPrivate: true, headers: { Authorization: 'Bearer secret' } });
    expect(seen).toBeUndefined();
  });

  test('into an address of another kind they end', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end());
    await expect(guardedFetch(url, { allowPrivate: true })).rejects.toMatchObject({ kind: 'address_not_allowed' });
  });

  test('to the one origin that may be private they are followed, from there to another they end', async () => {
    const other = await serve((_, response) => response.end('inside'));
    let location = '/there';
    const url = await serve((request, response) => {
      if (request.url === '/there') return void response.end('there');
      response.writeHead(302, { location }).end();
    });
    const options = { allowPrivate: false, privateOrigin: url };
    expect((await guardedFetch(`${url}/a`, options)).body.toString()).toBe('there');
    for (location of [other, `${url.replace('127.0.0.1', 'localhost')}/there`]) {
      await expect(guardedFetch(`${url}/a`, options)).rejects.toMatchObject({ kind: 'address_not_allowed' });
    }
    await expect(guardedFetch(other, options)).rejects.toMatchObject({ kind: 'address_not_allowed', sent: false });
  });

  test('a write follows none', async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect((await guardedFetch(url, { method: 'POST', body: '{}', allowPrivate: true })).status).toBe(307);
    expect(calls).toBe(1);
  });
});

describe('limits', () => {
  test('an answer that is too large is cut off, announced or not', async () => {
    const announced = await serve((_, response) => response.end('x'.repeat(2_000)));
    const streamed = await serve((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(1_000)));
      };
      response.on('drain', more);
      more();
    });
    for (const url of [announced, streamed]) {
      await expect(guardedFetch(url, { allowPrivate: true, maxBytes: 1_500 })).rejects.toMatchObject({
        kind: 'too_large',
      });
    }
  });

  test('the time limit holds for silence and for a trickle', async () => {
    const silent = await serve(() => undefined);
    const trickle = await serve((_, response) => {
      response.write('x');
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    for (const url of [silent, trickle]) {
      await expect(guardedFetch(url, { allowPrivate: true, timeoutMs: 200 })).rejects.toMatchObject({
        kind: 'timed_out',
        sent: true,
      });
    }
  });

  test('the caller’s signal ends it', async () => {
    const silent = await serve(() => undefined);
    const controller = new AbortController();
    const call = guardedFetch(silent, { allowPrivate: true, signal: controller.signal });
    controller.abort('the worker stops');
    await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
    const late = guardedFetch(silent, { allowPrivate: true, signal: controller.signal });
    await expect(late).rejects.toMatchObject({ kind: 'cancelled', sent: false });
  });
});

describe('whether it was sent', () => {
  test('not, when nobody listens or nobody has the name', async () => {
    const url = await serve(() => undefined);
    const [server] = servers.splice(0);
    await new Promise((done) => server?.close(done));
    await expect(guardedFetch(url, { allowPrivate: true })).rejects.toMatchObject({ kind: 'unreachable', sent: false });
    await expect(guardedFetch('https://nobody.invalid/', { allowPrivate: false })).rejects.toMatchObject({
      kind: 'server_not_found',
      sent: false,
    });
  });

  test('yes, when the connection is cut after the request', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(guardedFetch(url, { method: 'POST', body: '{}', allowPrivate: true })).rejects.toMatchObject({
      kind: 'unreachable',
      sent: true,
    });
  });
});
