import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { openSession } from '#lib/users/sessions/open-session.ts';
import type { Caller } from '#lib/caller.ts';
import { setNetworkApp } from '#lib/channels/apps/set-network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { type FlowQuota, flowLimits, type QuotaName, SESSIONS_LIMIT, stockLimits } from '#lib/quotas/limits.ts';
import { readUsage } from '#lib/quotas/read-usage.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember } from '#tests/support/users.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { type Answer, attack, cookieOfSession } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { openStream, type OpenStream } from './support/live-stream.ts';

const AT_ONCE = 50;
const limits = { ...stockLimits, ...flowLimits };
const streams: OpenStream[] = [];
const { prisma } = database();

afterEach(() => {
  for (const stream of streams.splice(0)) stream.hangUp();
});

afterAll(async () => {
  await closeDatabase();
});

type WorkspaceWithKey = { admin: Caller; workspaceId: string; key: string; at: (path: string) => string };

async function aWorkspaceWithKey(): Promise<WorkspaceWithKey> {
  const { admin, workspaceId } = await aWorkspace();
  const { key } = await anApiKey(admin);
  return { admin, workspaceId, key, at: (path) => `/api/v1/workspaces/${workspaceId}/${path}` };
}

const usedOf = async ({ workspaceId }: WorkspaceWithKey, quota: QuotaName) =>
  (await readUsage(workspaceId)).find((one) => one.quota === quota)?.used;

/** Sends requests at once, each of which uses one of the quota: exactly the free ones succeed, the others are told why. */
async function fillsExactly(
  workspace: WorkspaceWithKey,
  quota: QuotaName,
  attempt: (index: number) => Promise<Answer>,
  free = 1,
): Promise<void> {
  const { limit, unit } = limits[quota];
  expect(await usedOf(workspace, quota)).toBe(limit - free);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, async (_, index) => await attempt(index)));
  const refused = answers.filter(({ status }) => status >= 400);
  expect(answers.length - refused.length, refused[0]?.text).toBe(free);
  const isForNow = quota in flowLimits || quota.startsWith('live') || quota.startsWith('open_connect');
  for (const answer of refused) {
    const code = isForNow ? 'quota_reached_for_now' : 'quota_reached';
    expect(answer.json()).toMatchObject({ code, quota, limit, unit, status: isForNow ? 429 : 422 });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    if (isForNow) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await usedOf(workspace, quota)).toBe(limit);
  countAttempts('acts at the border of a quota', answers.length);
}

test('a workspace cannot exceed its quota of tags, and existing tags can still be used', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  await prisma.$executeRaw`
    INSERT INTO "tag" ("workspaceId", "name")
    SELECT ${workspaceId}::uuid, 'tag ' || n FROM generate_series(1, ${stockLimits.tags.limit - 1}::int) n`;
  const items = await Promise.all(Array.from({ length: 5 }, async () => await anItem({ workspaceId })));
  const tag = async (index: number, name: string) =>
    await attack(at(`items/${items[index % 5]?.id}/tag`), { key, json: { add: [name] } });
  await fillsExactly(workspace, 'tags', async (index) => await tag(index, `new ${index}`));
  expect((await tag(0, 'TAG 77')).status).toBe(200);
});

test('neither a member nor a workspace can exceed the quota of saved views', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at, admin } = workspace;
  const fill = async (memberId: string | null, n: number) =>
    await prisma.$executeRaw`
      INSERT INTO "saved_view" ("workspaceId", "memberId", "name", "filter")
      SELECT ${workspaceId}::uuid, ${memberId}::uuid, 'view', '{}' FROM generate_series(1, ${n}::int)`;
  await fill(admin.memberId, stockLimits.views_of_member.limit - 1);
  await fill(null, stockLimits.shared_views.limit - 1);
  const save = async (isShared: boolean) =>
    await attack(at('views'), { key, json: { name: 'Mine', filter: { status: ['open'] }, isShared } });
  await fillsExactly(workspace, 'views_of_member', async () => await save(false));
  await fillsExactly(workspace, 'shared_views', async () => await save(true));
  // A private view cannot be shared when the quota of shared views is used up.
  const { views } = (await attack(at('views'), { key })).json() as { views: { id: string; isShared: boolean }[] };
  const own = views.find(({ isShared }) => !isShared);
  const moved = await attack(at('views'), { key, json: { viewId: own?.id, name: 'x', filter: {}, isShared: true } });
  expect(moved.json()).toMatchObject({ code: 'quota_reached', quota: 'shared_views' });
});

test('a workspace cannot exceed its quotas of saved replies and of own fields', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  await prisma.$executeRaw`
    INSERT INTO "saved_reply" ("workspaceId", "title", "fr", "foldedText")
    SELECT ${workspaceId}::uuid, 'reply', 'x', '' FROM generate_series(1, ${stockLimits.saved_replies.limit - 1}::int)`;
  await prisma.$executeRaw`
    INSERT INTO "organization_saved_reply" ("organizationId", "title", "fr", "foldedText")
    SELECT w."organizationId", 'reply', 'x', ''
    FROM "workspace" w, generate_series(1, ${stockLimits.shared_saved_replies.limit - 1}::int)
    WHERE w."id" = ${workspaceId}::uuid`;
  await prisma.$executeRaw`
    INSERT INTO "reply_field" ("workspaceId", "name", "fr", "en")
    SELECT ${workspaceId}::uuid, 'field' || n, 'x', '' FROM generate_series(1, ${stockLimits.reply_fields.limit - 1}::int) n`;
  const save = async (isShared: boolean) =>
    await attack(at('saved-replies'), { key, json: { title: 'One more', fr: 'x', isShared } });
  await fillsExactly(workspace, 'saved_replies', async () => await save(false));
  await fillsExactly(workspace, 'shared_saved_replies', async () => await save(true));
  await fillsExactly(
    workspace,
    'reply_fields',
    async (index) => await attack(at('reply-fields'), { key, json: { name: `more${index}`, fr: 'x', en: '' } }),
  );
});

test('a workspace cannot exceed its quota of what is asked before resolving', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  await prisma.$executeRaw`
    INSERT INTO "item_field" ("workspaceId", "name", "kind")
    SELECT ${workspaceId}::uuid, 'field' || n, 'text' FROM generate_series(1, ${stockLimits.item_fields.limit - 1}::int) n`;
  await fillsExactly(
    workspace,
    'item_fields',
    async (index) => await attack(at('item-fields'), { key, json: { name: `more${index}`, kind: 'text' } }),
  );
});

test('an item cannot have more open guest links than its quota', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, admin, key, at } = workspace;
  const { id } = await anItem({ workspaceId });
  await prisma.$executeRaw`
    INSERT INTO "guest_link" ("workspaceId", "itemId", "memberId", "question", "guestName", "language", "tokenHash", "expiresAt")
    SELECT ${workspaceId}::uuid, ${id}::uuid, ${admin.memberId}::uuid, 'x', 'x', 'fr', 'hash ' || n, now() + interval '1 day'
    FROM generate_series(1, ${stockLimits.open_guest_links_of_item.limit - 1}::int) n`;
  const json = { question: 'x', guestName: 'x', language: 'fr', days: 1 };
  const attempt = async () => await attack(at(`items/${id}/guest-links`), { key, json });
  await fillsExactly(workspace, 'open_guest_links_of_item', attempt);
});

test('the files of notes on one item cannot exceed their quota', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, admin, key, at } = workspace;
  const { id } = await anItem({ workspaceId });
  const headers = { 'content-type': 'application/octet-stream' };
  const upload = async () =>
    await attack(at(`items/${id}/note-files?name=x`), { method: 'POST', key, body: pixel, headers });
  await prisma.$executeRaw`
    INSERT INTO "note_file" ("workspaceId", "itemId", "uploaderId", "name", "mimeType", "size", "bytes")
    SELECT ${workspaceId}::uuid, ${id}::uuid, ${admin.memberId}::uuid, 'x', 'text/plain', 1, 'x'
    FROM generate_series(1, ${stockLimits.note_files_of_item.limit - 1}::int)`;
  await fillsExactly(workspace, 'note_files_of_item', upload);
});

test('a workspace cannot exceed its quota of open invitations', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  await prisma.$executeRaw`
    INSERT INTO "invitation" ("workspaceId", "email", "role", "tokenHash", "expiresAt")
    SELECT ${workspaceId}::uuid, n || '@example.test', 'manager', 'hash ' || n, now() + interval '1 day'
    FROM generate_series(1, ${stockLimits.open_invitations.limit - 1}::int) n`;
  await fillsExactly(
    workspace,
    'open_invitations',
    async () =>
      await attack(at('invitations'), { key, json: { email: `${randomUUID()}@example.test`, role: 'client' } }),
  );
});

test('a member cannot exceed her quota of API keys', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, admin, key, at } = workspace;
  // The workspace was made with one key already.
  await prisma.$executeRaw`
    INSERT INTO "api_key" ("workspaceId", "memberId", "name", "prefix", "keyHash")
    SELECT ${workspaceId}::uuid, ${admin.memberId}::uuid, 'key', 'p', 'hash ' || n
    FROM generate_series(1, ${stockLimits.api_keys_of_member.limit - 2}::int) n`;
  await fillsExactly(
    workspace,
    'api_keys_of_member',
    async () => await attack(at('api-keys'), { key, json: { name: 'more' } }),
  );
});

test('the notes on one item and of one member a day cannot exceed their quotas', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, admin, key, at } = workspace;
  const full = await anItem({ workspaceId });
  const other = await anItem({ workspaceId });
  await prisma.$executeRaw`
    INSERT INTO "note" ("workspaceId", "itemId", "memberId", "text")
    SELECT ${workspaceId}::uuid, ${full.id}::uuid, ${admin.memberId}::uuid, 'note'
    FROM generate_series(1, ${stockLimits.notes_of_item.limit - 1}::int) n`;
  const note = async (itemId: string) => await attack(at(`items/${itemId}/note`), { key, json: { text: 'one more' } });
  await fillsExactly(workspace, 'notes_of_item', async () => await note(full.id));
  await fillFlow(workspace, 'notes_of_member_per_day');
  await fillsExactly(workspace, 'notes_of_member_per_day', async () => await note(other.id));
});

test('a member cannot open more cases than her daily quota', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  const items = await Promise.all(Array.from({ length: AT_ONCE }, async () => await anItem({ workspaceId })));
  await fillFlow(workspace, 'cases_of_member_per_day');
  await fillsExactly(
    workspace,
    'cases_of_member_per_day',
    async (index) => await attack(at('cases'), { key, json: { itemIds: [items[index]?.id ?? ''] } }),
  );
});

test('requests with an Idempotency-Key cannot exceed their hourly quota, and earlier answers stay available', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, key, at } = workspace;
  const item = await anItem({ workspaceId });
  const read = async (name: string) =>
    await attack(at(`items/${item.id}/tag`), { key, json: { add: ['a'] }, headers: { 'idempotency-key': name } });
  const first = await read('the-first');
  expect(first.status).toBe(200);
  await fillFlow(workspace, 'idempotency_keys_of_member_per_hour');
  await fillsExactly(workspace, 'idempotency_keys_of_member_per_hour', async (index) => await read(`key-${index}`));
  const replay = await read('the-first');
  expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
  expect(replay.json()).toEqual(first.json());
});

test('a member cannot exceed her quota of unused uploads, in number and in bytes', async () => {
  const workspace = await aWorkspaceWithKey();
  const { key, at, admin } = workspace;
  const upload = async (bytes = pixel) =>
    await attack(at('attachments'), { method: 'POST', key, body: bytes, headers: { 'content-type': 'image/png' } });
  await fillUploads(admin, stockLimits.waiting_uploads_of_member.limit - 1, 10);
  await fillsExactly(workspace, 'waiting_uploads_of_member', async () => await upload());
  await prisma.attachment.deleteMany({ where: { workspaceId: workspace.workspaceId } });

  await fillUploads(admin, 49, 2_000_000);
  await fillUploads(admin, 1, 2_000_000 - pixel.length);
  expect((await upload()).status).toBe(201);
  const refused = await upload();
  expect(refused.json()).toMatchObject({ code: 'quota_reached', quota: 'waiting_upload_bytes_of_member' });
  expect(await usedOf(workspace, 'waiting_upload_bytes_of_member')).toBe(100_000_000);
  countAttempts('acts at the border of a quota', 2);
});

test("many members together cannot exceed the workspace's quota of uploads", async () => {
  const workspace = await aWorkspaceWithKey();
  const { key, at, workspaceId } = workspace;
  const { limit } = stockLimits.waiting_uploads;
  for (let left = limit - 1; left > 0; left -= 99)
    await fillUploads(await aMember({ workspaceId }), Math.min(99, left), 10);
  await fillsExactly(
    workspace,
    'waiting_uploads',
    async () =>
      await attack(at('attachments'), { method: 'POST', key, body: pixel, headers: { 'content-type': 'image/png' } }),
  );
});

test('a member cannot exceed her quota of sign-ins under way at networks', async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId, admin, key, at } = workspace;
  const settings = { clientId: 'id', clientSecret: 'secret', options: {} };
  await setNetworkApp({ workspace: workspaceId, network: 'x', settings });
  await prisma.$executeRaw`
    INSERT INTO "connect_attempt" ("workspaceId", "memberId", "network", "stateHash", "keyId", "sealed", "expiresAt")
    SELECT ${workspaceId}::uuid, ${admin.memberId}::uuid, 'x', 'hash ' || n, 'k', '', now() + interval '15 minutes'
    FROM generate_series(1, ${stockLimits.open_connect_attempts_of_member.limit - 1}::int) n`;
  await fillsExactly(
    workspace,
    'open_connect_attempts_of_member',
    async () => await attack(at('connections'), { key, json: { network: 'x' } }),
  );
});

test('a member cannot exceed her quota of live streams, and closing one frees it', async () => {
  const workspace = await aWorkspaceWithKey();
  const { limit } = stockLimits.live_streams_of_member;
  await fillsExactly(workspace, 'live_streams_of_member', async () => await listen(workspace), limit);
  expect((await listen(workspace)).status).toBe(429);
  streams.shift()?.hangUp();
  await waitFor('a place is free again', async () => (await listen(workspace)).status === 200);
});

test("many members together cannot exceed the workspace's quota of live streams", async () => {
  const workspace = await aWorkspaceWithKey();
  const { workspaceId } = workspace;
  await prisma.$executeRaw`
    INSERT INTO "live_stream" ("workspaceId", "memberId")
    SELECT ${workspaceId}::uuid, uuid_v7() FROM generate_series(1, ${stockLimits.live_streams.limit - 10}::int)`;
  await fillsExactly(workspace, 'live_streams', async () => await listen(workspace), 10);
});

test('a person who opens one session too many loses the oldest session and its live streams', async () => {
  const { workspaceId } = await aWorkspace();
  const member = await aSignedInMember({ workspaceId });
  const cookie = cookieOfSession(member);
  const oldest = await openStream(workspaceId, { cookie });
  expect(oldest.status).toBe(200);
  const visitor = { ipAddress: '127.0.0.1', userAgent: 'test' };
  await Promise.all(
    Array.from({ length: SESSIONS_LIMIT + 10 }, async () => await openSession({ userId: member.id }, visitor)),
  );
  await oldest.closed;
  expect(await prisma.session.count({ where: { userId: member.id, revokedAt: null } })).toBe(SESSIONS_LIMIT);
  expect((await attack(`/api/v1/workspaces/${workspaceId}/counts`, { cookie })).status).toBe(401);
  countAttempts('sessions beyond a person’s number', 10);
});

/** A picture of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function listen({ workspaceId, key }: WorkspaceWithKey): Promise<Answer> {
  const stream = await openStream(workspaceId, { key });
  if (stream.isOpen()) streams.push(stream);
  const { status, headers, text } = stream;
  return { status, headers, text, json: () => JSON.parse(text) as Record<string, unknown> };
}

async function fillUploads({ workspaceId, memberId }: Caller, count: number, bytes: number): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "attachment" ("workspaceId", "uploaderId", "kind", "bytes")
    SELECT ${workspaceId}::uuid, ${memberId}::uuid, 'image', convert_to(repeat('x', ${bytes}::int), 'UTF8')
    FROM generate_series(1, ${count}::int)`;
}

/** Leaves one use in the current and in the next hour or day, since the clock may move on in between. */
async function fillFlow({ admin, workspaceId }: WorkspaceWithKey, quota: FlowQuota): Promise<void> {
  const { limit, spanSeconds } = flowLimits[quota];
  await prisma.$executeRaw`
    INSERT INTO "quota_use" ("workspaceId", "quota", "memberId", "startsAt", "used")
    SELECT ${workspaceId}::uuid, ${quota}, ${admin.memberId}::uuid,
      to_timestamp((floor(extract(epoch FROM now()) / ${spanSeconds}::int) + n) * ${spanSeconds}::int), ${limit - 1}
    FROM generate_series(0, 1) n
    ON CONFLICT ("workspaceId", "quota", "memberId", "startsAt") DO UPDATE SET "used" = EXCLUDED."used"`;
}
