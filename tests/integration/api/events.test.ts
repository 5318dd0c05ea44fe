import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { liveStream } from '#lib/realtime/live-stream.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { type Api, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { waitForOpenTransactions } from '#tests/support/wait-for-open-transactions.ts';

type SentEvent = { id?: string; event?: string; data?: string };

let api: Api;
let caller: Caller;
let key: string;
let itemId: string;
const open: AbortController[] = [];

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api.stop();
  await closeHub();
  await closeDatabase();
});

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  key = (await anApiKey(caller)).key;
  itemId = (await anItem({ workspaceId: caller.workspaceId })).id;
  await waitForOpenTransactions();
});

afterEach(() => {
  for (const controller of open.splice(0)) controller.abort();
});

/** Listens as a browser does. */
async function listen(lastEventId?: string) {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${api.origin}/api/v1/workspaces/${caller.workspaceId}/events`, {
    headers: { authorization: `Bearer ${key}`, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: controller.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const received = read(response.body ?? new ReadableStream());
  await waitFor('the stream is ready', () => received.some(({ event }) => event === 'ready'));
  return { received, leave: () => controller.abort() };
}

function read(stream: ReadableStream<Uint8Array>): SentEvent[] {
  const received: SentEvent[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of stream) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2));
        received.push(Object.fromEntries(fields) as SentEvent); // `name: value` lines
      }
    }
  })().catch(() => undefined); // the test hung up
  return received;
}

const claim = async (id: string) =>
  await api.call('POST', `workspaces/${caller.workspaceId}/items/${id}/claim`, { key });

test('a browser hears of a claim, goes offline and then hears what it missed', async () => {
  const { received, leave } = await listen();
  expect(received[0]).toEqual({ retry: '2000' });
  expect((await claim(itemId)).status).toBe(200);
  const claimed = await waitFor('the claim is heard', () => received.findLast(({ event }) => event === 'item'));
  expect(claimed.data).toBe(JSON.stringify({ kind: 'item', ids: [itemId] }));
  leave();

  const other = await anItem({ workspaceId: caller.workspaceId });
  const again = await listen(claimed.id);
  // At once, or after `ready` while an older transaction of the same server is open.
  const itemEvents = () => again.received.flatMap(({ event, data }) => (event === 'item' ? data : []));
  await waitFor('what was missed is heard', itemEvents, { until: (events) => events.length > 0 });
  expect(itemEvents()).toEqual([JSON.stringify({ kind: 'item', ids: [other.id] })]);
});

test('a browser that resumes from an unknown event is told to reload everything', async () => {
  const { received } = await listen('12345');
  expect(received.map(({ event }) => event)).toEqual([undefined, 'reset', 'ready']);
});

test('a live stream ends when its API key is revoked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    let isAllowed = true;
    const stream = liveStream(caller, {
      lastEventId: null,
      isStillAllowed: async () => isAllowed,
      signal: new AbortController().signal,
    });
    let hasEnded = false;
    const reader = stream.getReader();
    const reading = (async () => {
      while (!(await reader.read()).done);
      hasEnded = true;
    })();
    await vi.advanceTimersByTimeAsync(61_000);
    expect(hasEnded).toBe(false);
    isAllowed = false;
    await vi.advanceTimersByTimeAsync(61_000);
    await reading;
    expect(hasEnded).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});

test('a listener that is too slow is told to reload everything instead of being buffered without end', async () => {
  const stream = liveStream(caller, {
    lastEventId: null,
    isStillAllowed: async () => true,
    signal: new AbortController().signal,
  });
  const colleague = await aMember({ workspaceId: caller.workspaceId });
  const { received: inTime } = await listen();
  for (let i = 0; i < 600; i += 1) await setPresence(colleague, { itemId, state: 'looking' });
  const heard = () => inTime.filter(({ event }) => event === 'presence').length;
  await waitFor('the listener that keeps up has heard everything', heard, { until: (count) => count === 600 });
  const received = read(stream);
  await waitFor('the slow listener is told to start again', () => received.some(({ event }) => event === 'reset'));
  expect(received.length).toBeLessThan(600);
});
