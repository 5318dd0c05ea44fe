import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
import { eventually } from '#tests/support/eventually.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { settled } from '#tests/support/settled.ts';

/** A reader looks by itself after four seconds; what comes sooner came by a signal. */
const BEFORE_THE_POLL_MS = 3_500;

type Ear = { heard: LiveMessage[]; leave: () => void };

let caller: Caller;
let itemId: string;
const ears: Ear[] = [];

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  itemId = (await anItem({ workspaceId: caller.workspaceId })).id;
  await settled();
});

afterEach(() => {
  for (const ear of ears.splice(0)) ear.leave();
});

afterAll(async () => {
  await closeHub();
  await closeDatabase();
});

/** Listens, and waits until the listener has its place. */
async function listen(who: Caller, lastEventId: string | null = null): Promise<Ear> {
  const heard: LiveMessage[] = [];
  const ear = { heard, leave: subscribe(who, lastEventId, (message) => heard.push(message)) };
  ears.push(ear);
  await eventually(() => expect(kinds(ear)).toContain('ready'));
  return ear;
}

const kinds = (ear: Ear) => ear.heard.map(({ event }) => event.kind);
const itemIds = (ear: Ear) => ear.heard.flatMap(({ event }) => (event.kind === 'item' ? event.ids : []));
const placeOf = (ear: Ear) => ear.heard.findLast(({ id }) => id !== null)?.id ?? '';

async function touch(workspaceId: string, id: string) {
  await database().prisma.item.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { version: { increment: 1 } },
  });
  announce(workspaceId);
}

describe('live events', () => {
  test('an open browser is told within a second which item changed', async () => {
    const ear = await listen(caller);
    const started = Date.now();
    await touch(caller.workspaceId, itemId);
    await eventually(() => expect(itemIds(ear)).toContain(itemId), 5);
    expect(Date.now() - started).toBeLessThan(BEFORE_THE_POLL_MS);
  });

  test('nobody is told of another workspace', async () => {
    const stranger = (await aWorkspace()).admin;
    const ear = await listen(stranger);
    await touch(caller.workspaceId, itemId);
    const own = await anItem({ workspaceId: stranger.workspaceId });
    announce(stranger.workspaceId);
    await eventually(() => expect(itemIds(ear)).toContain(own.id));
    expect(itemIds(ear)).not.toContain(itemId);
  });

  test('a change whose signal got lost is told all the same', async () => {
    const ear = await listen(caller);
    const other = await anItem({ workspaceId: caller.workspaceId });
    await eventually(() => expect(itemIds(ear)).toContain(other.id));
  });

  test.skipIf(process.env.REDIS_URL)(
    'a lost connection to the database is made again, and nothing is missed',
    async () => {
      const ear = await listen(caller);
      await database().pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'parvis-live' and datname = current_database()`,
      );
      await touch(caller.workspaceId, itemId);
      await eventually(() => expect(itemIds(ear)).toContain(itemId));
      const other = await anItem({ workspaceId: caller.workspaceId });
      announce(caller.workspaceId);
      await vi.waitFor(() => expect(itemIds(ear)).toContain(other.id), { timeout: BEFORE_THE_POLL_MS });
    },
  );

  test('a browser that comes back hears what it missed, and that alone', async () => {
    const first = await listen(caller);
    await touch(caller.workspaceId, itemId);
    await eventually(() => expect(itemIds(first)).toEqual([itemId]));
    const place = placeOf(first);
    first.leave();
    const missed = await anItem({ workspaceId: caller.workspaceId });
    const second = await listen(caller, place);
    // Told at once, or after `ready` while an older transaction of the same server is under way.
    await eventually(() => expect(itemIds(second)).toEqual([missed.id]));
    expect(kinds(second)).not.toContain('reset');
  });

  test('a transaction that commits late is not overtaken by those that began after it', async () => {
    const ear = await listen(caller);
    const late = await anItem({ workspaceId: caller.workspaceId });
    announce(caller.workspaceId);
    await eventually(() => expect(itemIds(ear)).toContain(late.id));
    ear.heard.length = 0;
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
    await eventually(() => expect(itemIds(ear).toSorted()).toEqual([late.id, itemId].toSorted()));
    expect(itemIds(ear)).toEqual([late.id, itemId]);
  });

  test.each(['nonsense', '1-2', '1-1-1', `99999999999999-0-${Math.floor(Date.now() / 1000)}`])(
    'who comes back with the place "%s" is asked to read everything again',
    async (place) => {
      const ear = await listen(caller, place);
      expect(kinds(ear)).toEqual(['reset', 'ready']);
    },
  );

  test('events older than a day are forgotten', async () => {
    await database().pool.query(`update realtime_event set "createdAt" = now() - interval '25 hours'`);
    expect(await pruneRealtime()).toBeGreaterThan(0);
    expect(await database().prisma.realtimeEvent.count()).toBe(0);
  });

  test('while many write and listeners come and go, each hears every change once', async () => {
    const { workspaceId } = caller;
    const items = await Promise.all(Array.from({ length: 96 }, async () => (await anItem({ workspaceId })).id));
    await settled();
    const steady = await listen(caller);
    const restless: LiveMessage[] = [];
    let place = placeOf(steady);
    steady.heard.length = 0;
    let isDone = false;

    async function hearForAMoment() {
      const before = restless.length;
      const leave = subscribe(caller, place, (message) => restless.push(message));
      await eventually(() => expect(restless.slice(before).map(({ event }) => event.kind)).toContain('ready'), 1);
      leave();
      place = restless.findLast(({ id }) => id !== null)?.id ?? place;
    }
    const comingAndGoing = (async () => {
      while (!isDone) await hearForAMoment();
    })();

    // Eight write at once, each transaction an item of its own; some take their time, some are taken back.
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
    await comingAndGoing;
    const idsOf = (heard: LiveMessage[]) => itemIds({ heard, leave: () => undefined });
    await eventually(async () => {
      await hearForAMoment();
      expect(new Set(idsOf(restless))).toEqual(new Set(kept));
      expect(new Set(idsOf(steady.heard))).toEqual(new Set(kept));
    });
    expect(idsOf(restless)).toHaveLength(kept.length);
    expect(idsOf(steady.heard)).toHaveLength(kept.length);
    expect(restless.map(({ event }) => event.kind)).not.toContain('reset');
  });
});

describe('presence', () => {
  test('others see who looks and who writes, until she goes', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId, name: 'Aya Traoré' });
    const [ear, own] = [await listen(caller), await listen(colleague)];
    await setPresence(colleague, { itemId, state: 'writing' });
    expect(await listPresence(caller, { itemId })).toEqual([
      { itemId, isWriting: true, member: { id: colleague.memberId, name: 'Aya Traoré' } },
    ]);
    expect(await listPresence(colleague, { itemId })).toEqual([]);
    await eventually(() => expect(kinds(ear)).toContain('presence'));
    await setPresence(colleague, { itemId, state: 'gone' });
    expect(await listPresence(caller, { itemId })).toEqual([]);
    await eventually(() => expect(ear.heard.at(-1)?.event).toMatchObject({ kind: 'presence', state: 'gone' }));
    expect(kinds(own)).not.toContain('presence');
  });

  test('who has not been seen for half a minute has gone', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await setPresence(colleague, { itemId, state: 'looking' });
    await database().pool.query(`update presence set "seenAt" = now() - interval '31 seconds'`);
    expect(await listPresence(caller, { itemId })).toEqual([]);
  });

  test('an item of another workspace is not there', async () => {
    const stranger = (await aWorkspace()).admin;
    await expect(setPresence(stranger, { itemId, state: 'looking' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(listPresence(stranger, { itemId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
