import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import type { PersonEvent } from '#lib/realtime/types.ts';
import { type Api, anApiKey, aSession, startApi } from '#tests/support/api-server.ts';
import { aChannel, aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { setChannels } from '../access/hidden-world.ts';
import { aPlace } from './many-places.ts';

let api: Api;
const open: AbortController[] = [];

beforeAll(async () => {
  api = await startApi();
});
afterEach(() => {
  for (const controller of open.splice(0)) controller.abort();
});
afterAll(async () => {
  await api.stop();
  await closeHub();
  await closeDatabase();
});

/** Two workspaces of one person, and a third that is not hers. */
async function aPerson() {
  const [own, other, strange] = [await aWorkspace(), await aWorkspace(), await aWorkspace()];
  const place = await aPlace(other.workspaceId, own.admin, 'manager');
  const slugs = await database().prisma.workspace.findMany({ select: { id: true, slug: true } });
  const slugOf = ({ workspaceId }: { workspaceId: string }) => slugs.find(({ id }) => id === workspaceId)?.slug ?? '';
  return { own, other, strange, place, slugOf, sessionId: await aSession(own.admin) };
}

async function listen(sessionId: string) {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${api.origin}/api/v1/events`, {
    headers: { cookie: `session=${sessionId}` },
    signal: controller.signal,
  });
  expect(response.status).toBe(200);
  const stream = { events: [] as PersonEvent[], hasEnded: false };
  const decoder = new TextDecoder();
  let rest = '';
  void (async () => {
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/mu.exec(block)?.[1];
        if (data) stream.events.push(JSON.parse(data) as PersonEvent);
      }
    }
    stream.hasEnded = true;
  })().catch(() => undefined); // hung up on
  await waitFor('the stream is ready', () => stream.events.some(({ kind }) => kind === 'ready'));
  return stream;
}

/** Which items of which workspaces the stream has told of. */
const told = ({ events }: { events: PersonEvent[] }) =>
  events.flatMap((event) => (event.kind === 'item' ? event.ids.map((id) => `${event.workspace} ${id}`) : []));

async function change(caller: Caller): Promise<string> {
  const item = await anItem({ workspaceId: caller.workspaceId });
  await ignoreItem(caller, { itemId: item.id });
  return item.id;
}

test('one stream tells of the items of all workspaces of the person, and of no other', async () => {
  const { own, place, strange, slugOf, sessionId } = await aPerson();
  const stream = await listen(sessionId);
  const unheard = await change(strange.admin);
  const ids = [`${slugOf(own)} ${await change(own.admin)}`, `${slugOf(place)} ${await change(place)}`];
  await waitFor('both were told', () => ids.every((id) => told(stream).includes(id)));
  expect(JSON.stringify(stream.events)).not.toContain(unheard);
});

test('what a member does not see in a workspace is not told of', async () => {
  const { own, other, place, slugOf, sessionId } = await aPerson();
  const seen = await aChannel({ workspaceId: other.workspaceId });
  await setChannels(place, [seen.id]);
  const stream = await listen(sessionId);
  const hidden = await change(other.admin);
  const after = await change(own.admin);
  await waitFor('what came after was told', () => told(stream).includes(`${slugOf(own)} ${after}`));
  const shown = await anItem({ workspaceId: other.workspaceId, channelId: seen.id });
  await waitFor('what is seen was told', () => told(stream).includes(`${slugOf(other)} ${shown.id}`));
  expect(JSON.stringify(stream.events)).not.toContain(hidden);
});

test('a removal is told at once, ends what is told of that workspace, and leaves the others', async () => {
  const { own, other, place, slugOf, sessionId } = await aPerson();
  const stream = await listen(sessionId);
  await removeMember(other.admin, { memberId: place.memberId });
  await waitFor('the removal was told', () =>
    stream.events.some((event) => event.kind === 'left' && event.workspace === slugOf(other)),
  );
  const unheard = await change(other.admin);
  const heard = await change(own.admin);
  await waitFor('the other workspace is told of', () => told(stream).includes(`${slugOf(own)} ${heard}`));
  expect(JSON.stringify(stream.events)).not.toContain(unheard);
  expect(stream.hasEnded).toBe(false);
});

test('an ended session ends its stream, and a key has none', async () => {
  const { own, sessionId } = await aPerson();
  const stream = await listen(sessionId);
  await database().prisma.session.updateMany({ where: { id: sessionId }, data: { revokedAt: new Date() } });
  await waitFor('the stream has ended', () => stream.hasEnded);
  const { key } = await anApiKey(own.admin);
  for (const path of ['events', 'items', 'waiting', 'notifications', 'notifications/unread']) {
    const withKey = await fetch(`${api.origin}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
    const ended = await fetch(`${api.origin}/api/v1/${path}`, { headers: { cookie: `session=${sessionId}` } });
    expect([path, withKey.status, ended.status]).toEqual([path, 401, 401]);
  }
});

test('the API lists the queue over all workspaces and refuses what it does not know', async () => {
  const { own, place, strange, slugOf, sessionId } = await aPerson();
  const items = [await anItem({ workspaceId: own.workspaceId }), await anItem({ workspaceId: place.workspaceId })];
  await anItem({ workspaceId: strange.workspaceId });
  const read = async (path: string) =>
    await fetch(`${api.origin}/api/v1/${path}`, { headers: { cookie: `session=${sessionId}` } });
  const page = (await (await read('items?status=open')).json()) as { items: { id: string; workspace: string }[] };
  expect(page.items.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
  const one = (await (await read(`items?workspace=${slugOf(place)},${slugOf(strange)}`)).json()) as typeof page;
  expect(one.items.map(({ id, workspace }) => [id, workspace])).toEqual([[items[1]?.id, slugOf(place)]]);
  const waiting = (await (await read('waiting')).json()) as {
    workspaces: { slug: string; counts: { open: number } }[];
  };
  expect(waiting.workspaces.map(({ slug, counts }) => `${slug} ${counts.open}`).sort()).toEqual(
    [`${slugOf(own)} 1`, `${slugOf(place)} 1`].sort(),
  );
  for (const query of [
    'approval=true',
    'failed=true&unread=false',
    'expiring=true',
    'scheduled=true',
    'promised=true',
  ]) {
    const answer = await read(`items?${query}`);
    expect([query, answer.status, await answer.json()]).toEqual([query, 200, { items: [], nextCursor: null }]);
  }
  const refused = async (query: string) => {
    const answer = await read(`items?${query}`);
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  for (const query of ['tag=x', 'channel=x', 'q=lamp&noTags=x', 'assignee=01900000-0000-7000-8000-000000000000']) {
    expect([query, ...(await refused(query))]).toEqual([query, 422, 'of_one_workspace']);
  }
  for (const query of ['q=lamp&unread=true', 'colour=red', 'cursor=x', 'limit=1000']) {
    expect([query, ...(await refused(query))]).toEqual([query, 422, 'invalid']);
  }
});

test('a mention in any of the workspaces is told, listed, counted, and marked as read by one call', async () => {
  const { own, other, place, slugOf, sessionId } = await aPerson();
  const colleague = await aMember({ workspaceId: other.workspaceId });
  const stream = await listen(sessionId);
  const { id: itemId } = await anItem({ workspaceId: other.workspaceId });
  await addNote(other.admin, { itemId, text: '@both', mentions: { memberIds: [place.memberId] } });
  const tellings = () => stream.events.filter((event) => event.kind === 'notification');
  await waitFor('the mention was told', () => tellings().length > 0);
  expect(tellings()).toEqual([{ kind: 'notification', ids: [place.memberId], workspace: slugOf(other) }]);

  const call = async (path: string, init: RequestInit = {}) =>
    await fetch(`${api.origin}/api/v1/${path}`, {
      ...init,
      headers: { cookie: `session=${sessionId}`, ...init.headers },
    });
  const unread = async () => ((await (await call('notifications/unread')).json()) as { unread: number }).unread;
  const page = (await (await call('notifications')).json()) as { notifications: object[]; nextCursor: null };
  expect(page).toMatchObject({
    notifications: [
      { kind: 'mentioned', workspace: slugOf(other), item: { id: itemId }, excerpt: '@both', readAt: null },
    ],
    nextCursor: null,
  });
  expect(await unread()).toBe(1);
  for (const [path, method, status] of [
    ['notifications?cursor=x', 'GET', 422],
    ['notifications?workspace=x', 'GET', 422],
    ['notifications', 'POST', 405],
    ['notifications/read', 'GET', 405],
    ['notifications/none', 'GET', 404],
  ] as const) {
    expect([path, (await call(path, { method })).status]).toEqual([path, status]);
  }
  const read = { method: 'POST' };
  const foreign = { ...read, headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await call('notifications/read', foreign)).status).toBe(403);
  const { key } = await anApiKey(own.admin);
  const withKey = { ...read, headers: { authorization: `Bearer ${key}` } };
  expect((await call('notifications/read', withKey)).status).toBe(401);
  expect(await unread()).toBe(1);
  await addNote(other.admin, { itemId, text: '@colleague', mentions: { memberIds: [colleague.memberId] } });
  const before = tellings().length;
  expect((await call('notifications/read', read)).status).toBe(204);
  expect(await unread()).toBe(0);
  await waitFor('that it was read was told', () => tellings().length > before);
  expect(JSON.stringify(stream.events)).not.toContain(colleague.memberId);
});
