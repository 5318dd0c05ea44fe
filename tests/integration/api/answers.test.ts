import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operations } from '#lib/api/operations.ts';
import type { Caller } from '#lib/caller.ts';
import { database } from '#tests/support/owner-database.ts';
import { readHealth } from '#lib/health.ts';
import { recordHeartbeat, removeHeartbeat } from '#lib/queue/worker-heartbeat.ts';
import { type ApiAnswer, type ApiCall, anApiKey, aSession, serveApi } from '#tests/support/api-server.ts';
import { aChannel, aMember, aMessage, anItem, aPost, aTag, aWorkspace } from '#tests/support/factories.ts';
import { hoursPass } from '#tests/integration/departures/support.ts';
import { statementsOf } from '#tests/support/statements-of.ts';

const api = await serveApi();
let caller: Caller;
let key: string;
let itemId: string;
let messageId: string;
let channelId: string;

beforeEach(async () => {
  caller = (await aWorkspace()).admin;
  const { workspaceId } = caller;
  key = (await anApiKey(caller)).key;
  channelId = (await aChannel({ workspaceId })).id;
  const post = await aPost({ workspaceId, channelId });
  itemId = (await anItem({ workspaceId, channelId, postId: post.id })).id;
  messageId = (await aMessage({ workspaceId, itemId })).id;
  await aTag({ workspaceId, itemId });
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Calls an operation and checks its answer against the operation's schema. */
async function call(
  id: string,
  params: Record<string, string> = {},
  { query = '', ...rest }: ApiCall & { query?: string } = {},
): Promise<ApiAnswer> {
  const operation = operations.find((one) => one.id === id);
  if (!operation) throw new Error(`no operation ${id}`);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const answer = await api.call(
    operation.method,
    `workspaces/${caller.workspaceId}${path === '' ? '' : `/${path}`}${query}`,
    { key, ...rest },
  );
  expect([answer.status, answer.body.errors, answer.body.code]).toEqual([
    operation.status ?? 200,
    undefined,
    undefined,
  ]);
  if (operation.answer instanceof z.ZodObject) operation.answer.strict().parse(answer.body);
  return answer;
}

describe('the API answers as declared', () => {
  test('every read of the API answers as its declaration says', async () => {
    const { items } = (await call('listItems')).body;
    expect(items).toMatchObject([
      {
        id: itemId,
        kind: 'comment',
        network: 'bluesky',
        channelId,
        status: 'open',
        owner: null,
        contact: { name: 'Léa Fontaine', handle: 'lea.example.test' },
      },
    ]);
    for (const id of [
      'getSignInRules',
      'getWorkspace',
      'getCounts',
      'listTags',
      'listViews',
      'listFields',
      'listNetworks',
      'listChannels',
      'listMembers',
      'listInvitations',
      'listApiKeys',
      'listAudit',
      'getSecondFactorRule',
    ]) {
      await call(id);
    }
    const detail = await call('getItem', { itemId });
    expect(detail.body).toMatchObject({
      item: { id: itemId },
      messages: [{ id: messageId, direction: 'inbound', state: 'received' }],
    });
    expect((await call('listMessages', { itemId })).body).toMatchObject({ messages: [{ id: messageId }] });
    await call('getChannel', { channelId });
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await call('countDone', {}, { query: `?since=${since}` })).body).toEqual({
      answered: 0,
      resolved: 0,
      snoozed: 0,
    });
    expect((await call('getCounts')).body).toMatchObject({
      byStatus: { open: 1, resolved: 0 },
      byView: { open: 1, unassigned: 1 },
    });
  });

  test('the item list can be filtered by one value or several, in either notation', async () => {
    const ids = async (query: string) =>
      ((await call('listItems', {}, { query })).body.items as { id: string }[]).map(({ id }) => id);
    expect(await ids('?status=open&status=waiting')).toEqual([itemId]);
    expect(await ids('?status=waiting,open')).toEqual([itemId]);
    expect(await ids('?status=resolved')).toEqual([]);
    expect(await ids(`?assignee=none&kind=comment&network=bluesky&channel=${channelId}&tag=delivery&status=`)).toEqual([
      itemId,
    ]);
    expect(await ids('?assignee=me')).toEqual([]);
    const { body } = await call('listItems', {}, { query: '?limit=1' });
    expect(body.nextCursor).toBeNull();
  });

  test('every act on an item answers as its declaration says', async () => {
    expect((await call('claimItem', { itemId })).body).toMatchObject({ id: itemId, owner: { id: caller.memberId } });
    await call('releaseItem', { itemId });
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    const assigned = await call(
      'assignItem',
      { itemId },
      { body: { owner: colleague.memberId, contributors: [caller.memberId] } },
    );
    expect(assigned.body).toMatchObject({ owner: { id: colleague.memberId }, contributors: [{ id: caller.memberId }] });
    await call('snoozeItem', { itemId }, { body: { until: new Date(Date.now() + 3_600_000).toISOString() } });
    await call('reopenItem', { itemId });
    await call('prioritizeItem', { itemId }, { body: { priority: 4 } });
    expect((await call('tagItem', { itemId }, { body: { tag: 'vip' } })).body.tags).toHaveLength(2);
    await call('tagItem', { itemId }, { body: { remove: ['vip'], add: [] } });
    await call('noteItem', { itemId }, { body: { text: 'Ask the shop.' } });
    const { notes } = (await call('getItem', { itemId })).body as { notes: { id: string }[] };
    await call('deleteNote', { noteId: notes[0]?.id ?? '' });
    await call('readItem', { itemId });
    await call('setPresence', { itemId }, { body: { state: 'looking' } });
    await call('listPresence', { itemId });
    await call('renewClaims');
    const resolved = await call('resolveItem', { itemId });
    expect(resolved.body.status).toBe('resolved');
    expect((await call('undo', {}, { body: { undo: resolved.body.undo } })).body.items).toMatchObject([
      { id: itemId, status: 'open' },
    ]);
    await call('ignoreItem', { itemId });
  });

  test('who comes back is told what happened, and takes note of it', async () => {
    await call('claimItem', { itemId });
    await call('markHere');
    await hoursPass(caller.workspaceId);
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    const { key: theirs } = await anApiKey(colleague);
    await call('noteItem', { itemId }, { key: theirs, body: { text: 'Ask the shop.' } });
    const { body } = await call('getSinceLeft');
    expect(body.changed).toMatchObject({ total: 1, lines: [{ item: { id: itemId }, acts: [{ act: 'noted' }] }] });
    expect((await call('getSinceLeft', {}, { query: '?limit=0' })).body.changed).toEqual({ total: 1, lines: [] });
    await call('acknowledgeSinceLeft', {}, { body: { until: body.until, seen: body.seen } });
    expect((await call('getSinceLeft')).body).toMatchObject({ isAcknowledged: true, changed: { total: 0 } });
    await call('reopenSinceLeft');
    expect((await call('getSinceLeft')).body).toMatchObject({ isAcknowledged: false, changed: { total: 1 } });
  });

  test('a member who loses the race for a claim is told who won', async () => {
    const colleague = await aMember({ workspaceId: caller.workspaceId, name: 'Aya Traoré' });
    await call('claimItem', { itemId }, { key: (await anApiKey(colleague)).key });
    const lost = await api.call('POST', `workspaces/${caller.workspaceId}/items/${itemId}/claim`, { key });
    expect(lost.status).toBe(409);
    expect(lost.body).toMatchObject({
      code: 'already_claimed',
      owner: { id: colleague.memberId, name: 'Aya Traoré' },
      detail: 'Aya Traoré claimed this item first. You can take it once it is released.',
    });
  });

  test('replying and moderating answer as their declarations say', async () => {
    const replied = await call('reply', { itemId }, { body: { text: 'Bonjour Léa !' } });
    expect(replied.body).toMatchObject({ action: { state: 'queued' }, item: { status: 'waiting' } });
    const { id: actionId } = replied.body.action as { id: string };
    expect((await call('getAction', { actionId })).body).toMatchObject({
      id: actionId,
      kind: 'reply',
      state: 'queued',
      externalId: null,
      error: null,
    });
    expect((await call('cancelAction', { actionId })).body).toMatchObject({ text: 'Bonjour Léa !' });
    expect((await call('likeMessage', { messageId })).body).toMatchObject({ action: { kind: 'like' } });
    const refused = await api.call('POST', `workspaces/${caller.workspaceId}/messages/${messageId}/delete`, { key });
    expect(refused.body).toMatchObject({ status: 422, code: 'network_forbids', reason: 'not_own_message' });
    await database().prisma.action.updateMany({ where: { itemId, kind: 'like' }, data: { state: 'failed' } });
    const liked = await database().prisma.action.findFirstOrThrow({ where: { itemId, kind: 'like' } });
    await call('retryAction', { actionId: liked.id });
    await database().prisma.action.updateMany({ where: { id: liked.id }, data: { state: 'unconfirmed' } });
    await call('checkAction', { actionId: liked.id });
  });

  test('the calls for channels, attachments, views, members and keys answer as declared', async () => {
    for (const id of [
      'pauseChannel',
      'resumeChannel',
      'pullChannel',
      'checkChannel',
      'startTrial',
      'getChannelCheck',
      'disconnectChannel',
    ])
      await call(id, { channelId });
    const uploaded = await call(
      'uploadAttachment',
      {},
      { raw: PNG, headers: { 'content-type': 'image/png' }, query: '?altText=un%20pixel' },
    );
    expect(uploaded.body).toMatchObject({ altText: 'un pixel', mimeType: 'image/png', width: 1, height: 1 });
    const attachmentId = String(uploaded.body.id);
    await call('setAltText', { attachmentId }, { body: { altText: 'a pixel' } });
    const picture = await call('readAttachment', { attachmentId });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    const view = await call('saveView', {}, { body: { name: 'Mine', filter: { status: ['open'], assignee: 'me' } } });
    await call('deleteView', { viewId: String(view.body.id) });
    await call('editWorkspace', {}, { body: { name: 'Maison Lune', hue: 20, timeZone: 'Europe/Paris' } });
    await call('editSignInRules', {}, { body: { emailDomains: ['example.test'], isSingleSignOnRequired: false } });
    const invitation = await call('inviteMember', {}, { body: { email: 'new@example.test', role: 'manager' } });
    await call('revokeInvitation', { invitationId: String(invitation.body.id) });
    const colleague = await aMember({ workspaceId: caller.workspaceId });
    await call('changeRole', { memberId: colleague.memberId }, { body: { role: 'lead' } });
    await call('previewRemoval', { memberId: colleague.memberId });
    await call('endMemberSessions', { memberId: colleague.memberId });
    await call('removeMember', { memberId: colleague.memberId });
    await call('requireSecondFactor', {}, { body: { isRequired: false } });
    await call('exportAudit');
    const made = await call('createApiKey', {}, { body: { name: 'script' } });
    await call('revokeApiKey', { apiKeyId: String(made.body.id) });
  });

  test('acts on many items at once answer as declared', async () => {
    const done = await call('bulk', {}, { body: { act: 'resolve', itemIds: [itemId] } });
    expect(done.body).toMatchObject({ changed: 1, undo: expect.any(String) as string });
    await call('undo', {}, { body: { undo: done.body.undo } });
    expect(
      (await call('bulk', {}, { body: { act: 'tag', add: ['vip'], filter: { status: ['open'] } } })).body.changed,
    ).toBe(1);
  });
});

test('an API key sees its own workspace, a signed-in member sees all of hers', async () => {
  const ids = ({ body }: ApiAnswer) => (body.workspaces as { id: string }[]).map(({ id }) => id);
  const second = await aWorkspace();
  await database().prisma.member.create({
    data: { workspaceId: second.workspaceId, userId: caller.userId, role: 'lead' },
  });
  expect(ids(await api.call('GET', 'workspaces', { key }))).toEqual([caller.workspaceId]);
  const sessionId = await aSession(caller);
  expect(ids(await api.call('GET', 'workspaces', { sessionId })).toSorted()).toEqual(
    [caller.workspaceId, second.workspaceId].toSorted(),
  );
  expect((await api.call('GET', `workspaces/${second.slug}/items`, { sessionId })).status).toBe(200);
});

test('one page of the list costs at most six statements, however long the list is', async () => {
  await call('listItems');
  const few = await statementsOf(async () => await call('listItems'));
  for (let i = 0; i < 20; i += 1) await anItem({ workspaceId: caller.workspaceId, channelId });
  const many = await statementsOf(async () => await call('listItems'));
  expect(few.length).toBeGreaterThan(1);
  expect(few.length).toBeLessThanOrEqual(6);
  expect(many.length).toBe(few.length);
});

test('the OpenAPI document contains every call and refers only to what it contains', async () => {
  const { body, text } = await api.call('GET', 'openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const paths = body.paths as Record<string, Record<string, { operationId: string }>>;
  const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(ids.toSorted()).toEqual(['listWorkspaces', ...operations.map(({ id }) => id)].toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  const { schemas } = body.components as { schemas: Record<string, unknown> };
  const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(20);
  for (const name of references) expect(Object.keys(schemas)).toContain(name);
  expect(text).not.toContain('#/$defs');
});

test('the health check says which part is down', async () => {
  expect(await readHealth()).toMatchObject({ status: 'degraded', database: 'up', queue: 'up', worker: 'down' });
  const workerId = randomUUID();
  await recordHeartbeat(workerId);
  expect(await readHealth()).toMatchObject({
    status: 'ok',
    worker: 'up',
    version: expect.stringMatching(/^\d/) as string,
  });
  await removeHeartbeat(workerId);
});
