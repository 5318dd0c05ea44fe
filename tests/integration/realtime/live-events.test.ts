import { afterAll, afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { announce } from '#lib/realtime/announce.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { listPresence } from '#lib/realtime/list-presence.ts';
import { pruneRealtime } from '#lib/realtime/prune-realtime.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { subscribe } from '#lib/realtime/subscribe.ts';
import type { LiveMessage } from '#lib/realtime/types.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { waitForOpenTransactions } from '#tests/support/wait-for-open-transactions.ts';

/** How often a reader polls although it got no signal. */
const POLL_MS = 4_000;

type Listener = { heard: LiveMessage[]; leave: () => void };

let caller: Caller;
let itemId: string;
const listeners: Listener[] = [];

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  itemId = (await anItem({ workspaceId: caller.workspaceId })).id;
  await waitForOpenTransactions();
});

afterEach(() => {
  for (const listener of listeners.splice(0)) listener.leave();
});

afterAll(async () => {
  await closeHub();
  await closeDatabase();
});

/** Turns the poll off for readers that start from now on, so that nothing but a signal can make them read. */
function stopPolling() {
  const schedule = globalThis.setTimeout;
  const withoutPoll = (run: () => void, ms = 0) => schedule(ms >= POLL_MS ? () => undefined : run, ms);
  const stub = vi.spyOn(globalThis, 'setTimeout').mockImplementation(withoutPoll as typeof setTimeout);
  onTestFinished(() => stub.mockRestore());
}

/** Waits until the listener has been told that these items changed. */
const waitForItems = async (listener: Listener, ids: string[]) =>
  await waitFor('the listener is told which items changed', () => itemIds(listener), {
    until: (heard) => ids.every((id) => heard.includes(id)),
  });

/** Subscribes, and waits until the listener is told that it is ready. */
async function listen(who: Caller, lastEventId: string | null = null): Promise<Listener> {
  const heard: LiveMessage[] = [];
  const listener = { heard, leave: subscribe(who, lastEventId, (message) => heard.push(message)) };
  listeners.push(listener);
  await waitFor('the listener is ready', () => kinds(listener).includes('ready'));
  return listener;
}

const kinds = (listener: Listener) => listener.heard.map(({ event }) => event.kind);
const itemIds = (listener: Listener) => listener.heard.flatMap(({ event }) => (event.kind === 'item' ? event.ids : []));
const lastEventIdOf = (listener: Listener) => listener.heard.findLast(({ id }) => id !== null)?.id ?? '';

async function touch(workspaceId: string, id: string) {
  await database().prisma.item.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { version: { increment: 1 } },
  });
  announce(workspaceId);
}

describe('live events', () => {
  test('an open browser is told by a signal which item changed', async () => {
    stopPolling();
    const listener = await listen(caller);
    await touch(caller.workspaceId, itemId);
    await waitForItems(listener, [itemId]);
  });

  test('an open browser hears nothing of another workspace', async () => {
    const stranger = (await aWorkspace()).admin;
    const listener = await listen(stranger);
    await touch(caller.workspaceId, itemId);
    const own = await anItem({ workspaceId: stranger.workspaceId });
    announce(stranger.workspaceId);
    await waitForItems(listener, [own.id]);
    expect(itemIds(listener)).not.toContain(itemId);
  });

  test('a change whose signal got lost is reported by the next poll', async () => {
    const listener = await listen(caller);
    const other = await anItem({ workspaceId: caller.workspaceId });
    await waitForItems(listener, [other.id]);
  });

  test.skipIf(process.env.REDIS_URL)('after a lost database connection, listeners miss no change', async () => {
    const listener = await listen(caller);
    stopPolling();
    await database().pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'parvis-live' and datname = current_database()`,
    );
    await touch(caller.workspaceId, itemId);
    await waitForItems(listener, [itemId]);
    const other = await anItem({ workspaceId: caller.workspaceId });
    announce(caller.workspaceId);
    await waitForItems(listener, [other.id]);
  });

  test('a browser that reconnects hears exactly what it missed', async () => {
    const first = await listen(caller);
    await touch(caller.workspaceId, itemId);
    await waitForItems(first, [itemId]);
    expect(itemIds(first)).toEqual([itemId]);
    const lastEventId = lastEventIdOf(first);
    first.leave();
    const missed = await anItem({ workspaceId: caller.workspaceId });
    const second = await listen(caller, lastEventId);
    // At once, or after `ready` while an older transaction of the same server is open.
    await waitForItems(second, [missed.id]);
    expect(itemIds(second)).toEqual([missed.id]);
    expect(kinds(second)).not.toContain('reset');
  });

  test('a transaction that commits late is reported before those that began after it', async () => {
    const listener = await listen(caller);
    const late = await anItem({ workspaceId: caller.workspaceId });
    announce(caller.workspaceId);
    await waitForItems(listener, [late.id]);
    listener.heard.length = 0;
    const client = await database().pool.connect();
    try {
      await client.query('begin');
      await client.query('update item set version = version + 1 where id = $1', [late.id]);
      await touch(caller.workspaceId, itemId);
      const other = await listen(caller);
      expect(itemIds(other)).toEqual([]);
      await client.query('commit');
    } finally {
      client.release();
    }
    await waitForItems(listener, [late.id, itemId]);
    expect(itemIds(listener)).toEqual([late.id, itemId]);
  });

  test.each(['nonsense', '1-2', '1-1-1', `99999999999999-0-${Math.floor(Date.now() / 1000)}`])(
    'a browser that resumes from "%s" is told to reload everything',
    async (lastEventId) => {
      const listener = await listen(caller, lastEventId);
      expect(kinds(listener)).toEqual(['reset', 'ready']);
    },
  );

  test('live events are deleted after a day', async () => {
    await database().pool.query(`update realtime_event set "createdAt" = now() - interval '25 hours'`);
    expect(await pruneRealtime()).toBeGreaterThan(0);
    expect(await database().prisma.realtimeEvent.count()).toBe(0);
  });

  test('while many write and listeners come and go, every listener hears every change once', async () => {
    const { workspaceId } = caller;
    const items = await Promise.all(Array.from({ length: 96 }, async () => (await anItem({ workspaceId })).id));
    await waitForOpenTransactions();
    const steady = await listen(caller);
    const restless: LiveMessage[] = [];
    let lastEventId = lastEventIdOf(steady);
    steady.heard.length = 0;
    let isDone = false;

    async function listenBriefly() {
      const before = restless.length;
      const leave = subscribe(caller, lastEventId, (message) => restless.push(message));
      const isReady = () => restless.slice(before).some(({ event }) => event.kind === 'ready');
      await waitFor('the listener that comes and goes is ready', isReady, { everyMs: 1 });
      leave();
      lastEventId = restless.findLast(({ id }) => id !== null)?.id ?? lastEventId;
    }
    const listeningAgainAndAgain = (async () => {
      while (!isDone) await listenBriefly();
    })();

    // Eight writers at once, each transaction for an item of its own; some are slow and some are rolled back.
    const kept: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let round = 0; round < 12; round += 1) {
          const id = items[writer * 12 + round] ?? '';
          const isKept = (round + writer) % 4 !== 0;
          const client = await database().pool.connect();
          try {
            await client.query('begin');
            await client.query('update item set version = version + 1 where id = $1', [id]);
            await client.query('select pg_sleep($1)', [((round * 7 + writer * 3) % 10) / 500]);
            await client.query(isKept ? 'commit' : 'rollback');
            if (isKept) kept.push(id);
          } finally {
            client.release();
          }
          announce(workspaceId);
        }
      }),
    );
    isDone = true;
    await listeningAgainAndAgain;
    const idsOf = (heard: LiveMessage[]) => itemIds({ heard, leave: () => undefined });
    const missing = (heard: LiveMessage[]) => kept.filter((id) => !idsOf(heard).includes(id));
    const whatIsMissing = async () => {
      await listenBriefly();
      return { steady: missing(steady.heard), restless: missing(restless) };
    };
    await waitFor('both listeners have heard every change', whatIsMissing, {
      until: (misses) => misses.steady.length === 0 && misses.restless.length === 0,
    });
    expect(new Set(idsOf(restless))).toEqual(new Set(kept));
    expect(new Set(idsOf(steady.heard))).toEqual(new Set(kept));
    expect(idsOf(restless)).toHaveLength(kept.length);
    expect(idsOf(steady.heard)).toHaveLength(kept.length);
    expect(restless.map(({ event }) => event.kind)).not.toContain('reset');
  });
});

describe('presence', () => {
  test('colleagues see who looks at an item and who writes, until she leaves', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId, name: 'Aya Traoré' });
    const [listener, own] = [await listen(caller), await listen(colleague)];
    await setPresence(colleague, { itemId, state: 'writing' });
    expect(await listPresence(caller, { itemId })).toEqual([
      { itemId, isWriting: true, isIdle: false, member: { id: colleague.memberId, name: 'Aya Traoré' } },
    ]);
    expect(await listPresence(colleague, { itemId })).toEqual([]);
    await waitFor('the colleague is seen', () => kinds(listener).includes('presence'));
    await setPresence(colleague, { itemId, state: 'gone' });
    expect(await listPresence(caller, { itemId })).toEqual([]);
    const newest = await waitFor('another event is heard', () => listener.heard.at(-1)?.event, {
      until: (event) => event?.kind === 'presence' && event.state === 'gone',
    });
    expect(newest).toMatchObject({ kind: 'presence', state: 'gone' });
    expect(kinds(own)).not.toContain('presence');
  });

  test('a member who was not seen for half a minute no longer counts as present', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await setPresence(colleague, { itemId, state: 'looking' });
    await database().pool.query(`update presence set "seenAt" = now() - interval '31 seconds'`);
    expect(await listPresence(caller, { itemId })).toEqual([]);
  });

  test('a member who is idle is seen as such, and for longer, because a hidden tab reports less often', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId, name: 'Aya Traoré' });
    await setPresence(colleague, { itemId, state: 'idle' });
    const passed = async (span: string) =>
      await database().pool.query(`update presence set "seenAt" = now() - interval '${span}'`);
    await passed('100 seconds');
    await pruneRealtime();
    expect(await listPresence(caller, { itemId })).toMatchObject([{ isWriting: false, isIdle: true }]);
    await passed('151 seconds');
    expect(await listPresence(caller, { itemId })).toEqual([]);
    await setPresence(colleague, { itemId, state: 'looking' });
    expect(await listPresence(caller, { itemId })).toMatchObject([{ isIdle: false }]);
  });

  test('presence on an item of another workspace is not found', async () => {
    const stranger = (await aWorkspace()).admin;
    await expect(setPresence(stranger, { itemId, state: 'looking' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listPresence(stranger, { itemId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
