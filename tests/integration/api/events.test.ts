import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { liveStream } from '#lib/realtime/live-stream.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { type Api, anApiKey, startApi } from '#tests/support/api-server.ts';
import { eventually } from '#tests/support/eventually.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { settled } from '#tests/support/settled.ts';

type Told = { id?: string; event?: string; data?: string };

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
  await settled();
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
  const told = read(response.body ?? new ReadableStream());
  await eventually(() => expect(told.map(({ event }) => event)).toContain('ready'));
  return { told, leave: () => controller.abort() };
}

function read(stream: ReadableStream<Uint8Array>): Told[] {
  const told: Told[] = [];
  let rest = '';
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of stream) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2));
        told.push(Object.fromEntries(fields) as Told); // `name: value` lines
      }
    }
  })().catch(() => undefined); // hung up on
  return told;
}

const claim = async (id: string) =>
  await api.call('POST', `workspaces/${caller.workspaceId}/items/${id}/claim`, { key });

test('a browser hears of a claim, goes to sleep, and hears what it missed', async () => {
  const { told, leave } = await listen();
  expect(told[0]).toEqual({ retry: '2000' });
  expect((await claim(itemId)).status).toBe(200);
  await eventually(() =>
    expect(told.at(-1)).toMatchObject({ event: 'item', data: JSON.stringify({ kind: 'item', ids: [itemId] }) }),
  );
  const place = told.at(-1)?.id ?? '';
  leave();

  const other = await anItem({ workspaceId: caller.workspaceId });
  const again = await listen(place);
  // Told at once, or after `ready` while an older transaction of the same server is under way.
  await eventually(() =>
    expect(again.told.flatMap(({ event, data }) => (event === 'item' ? data : []))).toEqual([
      JSON.stringify({ kind: 'item', ids: [other.id] }),
    ]),
  );
});

test('a browser whose place is unknown is told to read everything again', async () => {
  const { told } = await listen('12345');
  expect(told.map(({ event }) => event)).toEqual([undefined, 'reset', 'ready']);
});

test('a stream ends when its key is withdrawn', async () => {
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

test('a listener that does not keep up is told to read everything again, and costs no more', async () => {
  const stream = liveStream(caller, {
    lastEventId: null,
    isStillAllowed: async () => true,
    signal: new AbortController().signal,
  });
  const colleague = await aMember({ workspaceId: caller.workspaceId });
  const { told: heard } = await listen();
  for (let i = 0; i < 600; i += 1) await setPresence(colleague, { itemId, state: 'looking' });
  await eventually(() => expect(heard.filter(({ event }) => event === 'presence')).toHaveLength(600));
  const told = read(stream);
  await eventually(() => expect(told.map(({ event }) => event)).toContain('reset'));
  expect(told.length).toBeLessThan(600);
});
