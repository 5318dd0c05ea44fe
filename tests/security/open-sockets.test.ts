import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Serving } from '#scripts/serve/serve.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { countAttempts } from './support/attempts.ts';

/** A separate instance, so that the connections of other tests are not closed. */
let parvis: Serving;

beforeAll(async () => {
  parvis = await serveParvis({ LOG_LEVEL: 'silent' });
}, 240_000);
afterAll(() => parvis.stop(), 60_000);

const HEAD = 'POST /api/webhooks/facebook HTTP/1.1\r\nHost: parvis\r\n';

/** Opens many connections that send this text and then nothing. */
async function open(count: number, words: string): Promise<Socket[]> {
  const sockets: Socket[] = [];
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  for (let made = 0; made < count; made += 250) {
    const some = Array.from({ length: Math.min(250, count - made) }, () => {
      const socket = connect(Number(new URL(parvis.address).port), '127.0.0.1');
      socket.on('error', () => {}); // being closed is what is expected
      socket.resume();
      if (words) socket.write(words);
      return socket;
    });
    sockets.push(...some);
    await waitFor('they are open', () => some.every((socket) => !socket.connecting));
  }
  return sockets;
}

const isOpen = (socket: Socket) => !socket.destroyed && !socket.readableEnded;

async function expectServed(): Promise<void> {
  const headers = { connection: 'close' };
  for (const path of ['/api/health', '/setup']) {
    const answer = await fetch(`${parvis.address}${path}`, { headers, signal: AbortSignal.timeout(60_000) });
    expect(answer.status, path).toBe(200);
  }
}

test.each([
  ['say nothing', '', 10_000],
  ['never finish the head of a request', `${HEAD}X-Slow: `, 6_000],
  ['never send the body that they announce', `${HEAD}Content-Length: 5000\r\n\r\n{`, 6_000],
])('connections that %s are closed beyond a limit while others are served', async (_, words, count) => {
  const { web } = parvis.pids();
  const sockets = await open(count, words);
  await expectServed();
  await waitFor('those beyond the limit are closed', () => sockets.filter(isOpen).length <= 5_000);
  await expectServed();
  expect(parvis.pids().web).toBe(web);
  countAttempts('connections held open', count);
});

test('connections that send the head of a request letter by letter are closed', async () => {
  const sockets = await open(50, HEAD);
  const trickle = setInterval(() => sockets.filter(isOpen).forEach((socket) => socket.write('X-Slow: 1\r\n')), 1_000);
  onTestFinished(() => clearInterval(trickle));
  // They may live for 20 s, which is checked every 30 s.
  await waitFor('they are closed', () => sockets.filter(isOpen).length === 0, { withinMs: 90_000 });
  countAttempts('connections held open', sockets.length);
});
