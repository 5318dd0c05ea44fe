import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { createEmailToken } from '#lib/users/email-token.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { resetPassword } from '#lib/users/passwords/reset-password.ts';
import { revokeOtherSessions, revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { SESSIONS_LIMIT } from '#lib/quotas/limits.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { listPresence } from '#lib/realtime/list-presence.ts';
import { liveStream } from '#lib/realtime/live-stream.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { subscribe } from '#lib/realtime/subscribe.ts';
import type { LiveMessage } from '#lib/realtime/types.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { revokeApiKey } from '#lib/workspaces/api-keys/revoke-api-key.ts';
import { type Api, anApiKey, startApi } from '#tests/support/api-server.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember, PASSWORD } from '#tests/support/users.ts';
import { waitFor } from '#tests/support/wait-for.ts';

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

/** Listens over HTTP until the stream is `ready`. */
async function listen(workspaceId: string, { key, sessionId }: { key?: string; sessionId?: string }) {
  const controller = new AbortController();
  open.push(controller);
  const response = await fetch(`${api.origin}/api/v1/workspaces/${workspaceId}/events`, {
    headers: key ? { authorization: `Bearer ${key}` } : { cookie: `session=${sessionId ?? ''}` },
    signal: controller.signal,
  });
  expect(response.status).toBe(200);
  const stream = { text: '', hasEnded: false };
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk, { stream: true });
    stream.hasEnded = true;
  })().catch(() => undefined); // hung up on
  await waitFor('the stream is ready', () => stream.text, { until: (text) => text.includes('event: ready') });
  return stream;
}

async function aListener() {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aSignedInMember({ workspaceId });
  const key = await anApiKey(member.caller);
  const streams = [await listen(workspaceId, { key: key.key }), await listen(workspaceId, member)];
  return {
    ...member,
    userId: member.id,
    language: null,
    isEmailVerified: true,
    isSingleSignOn: false,
    workspaceId,
    admin,
    key,
    streams,
  };
}

type Listener = Awaited<ReturnType<typeof aListener>>;
const visitor = { ipAddress: '127.0.0.1', userAgent: 'test' };

/** Every act that ends a right, and whether the streams by key and by session depend on it. */
const acts: Record<string, { run: (her: Listener) => Promise<unknown>; ends: [key: boolean, session: boolean] }> = {
  'an admin removes the member': {
    run: (her) => removeMember(her.admin, { memberId: her.caller.memberId }),
    ends: [true, true],
  },
  'the member leaves': {
    run: (her) => removeMember(her.caller, { memberId: her.caller.memberId }),
    ends: [true, true],
  },
  'her key is revoked': { run: (her) => revokeApiKey(her.admin, { apiKeyId: her.key.id }), ends: [true, false] },
  'she signs out, or ends that session': { run: (her) => revokeSession(her, her), ends: [false, true] },
  'she ends all sessions': { run: (her) => revokeOtherSessions(her, { keepSessionId: null }), ends: [false, true] },
  'she changes her password elsewhere': {
    run: (her) =>
      changePassword(
        { ...her, sessionId: randomUUID() },
        { currentPassword: PASSWORD, newPassword: `neuf ${randomUUID()}` },
      ),
    ends: [false, true],
  },
  'her password is reset': {
    run: async (her) =>
      await resetPassword({
        token: await createEmailToken({ userId: her.id, purpose: 'reset_password' }),
        password: `dix ${randomUUID()}`,
      }),
    ends: [false, true],
  },
  'she opens one session too many': {
    run: async (her) => {
      for (let n = 0; n < SESSIONS_LIMIT; n += 1) await openSession(her, visitor);
    },
    ends: [false, true],
  },
  'her session runs out early': {
    run: (her) => database().prisma.session.update({ where: { id: her.sessionId }, data: { expiresAt: new Date(0) } }),
    ends: [false, true],
  },
  'the person is deleted': {
    run: async (her) => {
      await database().prisma.member.deleteMany({ where: { userId: her.id } });
      await database().prisma.user.delete({ where: { id: her.id } });
    },
    ends: [true, true],
  },
  'the workspace is deleted': {
    run: async (her) => {
      await database().prisma.auditEntry.deleteMany({ where: { workspaceId: her.workspaceId } });
      await database().prisma.workspace.delete({ where: { id: her.workspaceId } });
    },
    ends: [true, true],
  },
};

test.each(Object.entries(acts))(
  'when %s, exactly the live streams that depend on it close',
  async (_, { run, ends }) => {
    const her = await aListener();
    await run(her);
    await waitFor('the streams that rest on it end', () => her.streams.map(({ hasEnded }) => hasEnded), {
      until: (ended) => ended.every((hasEnded, n) => hasEnded || !ends[n]),
    });
    expect(her.streams.map(({ hasEnded }) => hasEnded)).toEqual(ends);
  },
);

test('every column that decides about access sends a signal when it changes', async () => {
  const { prisma } = database();
  const read = await prisma.$queryRaw<{ column: string }[]>`
    SELECT table_name || '.' || column_name AS "column" FROM information_schema.column_privileges
    WHERE grantee = 'parvis_authentication' AND privilege_type = 'SELECT' ORDER BY 1`;
  const emitting = await prisma.$queryRaw<{ column: string }[]>`
    SELECT c.relname || '.' || a.attname AS "column" FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (t.tgattr)
    WHERE t.tgname = 'rights_changed' AND t.tgenabled = 'O' ORDER BY 1`;
  // Names of rows and records of their use do not decide about access.
  const names = ['session.id', 'session.lastSeenAt', 'api_key.id', 'api_key.workspaceId', 'api_key.lastUsedAt'];
  const more = [
    'member.id',
    'member.workspaceId',
    'organization_sign_in.organizationId',
    'user.id',
    // Nobody can change it.
    'user.email',
    'workspace.id',
    'workspace.organizationId',
    'workspace.slug',
  ];
  const deciding = read.map(({ column }) => column).filter((column) => ![...names, ...more].includes(column));
  expect(deciding.length).toBeGreaterThan(7);
  expect(emitting.map(({ column }) => column)).toEqual(deciding);
  const removals = await prisma.$queryRaw<{ name: string }[]>`
    SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'rights_removed' AND tgenabled = 'O' ORDER BY 1`;
  expect(removals.map(({ name }) => name)).toEqual(['api_key', 'member', 'session']);
});

test('a live stream whose right ended while signals were lost closes once the connection is back', async () => {
  const her = await aListener();
  await database().prisma.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = 'parvis-live' AND datname = current_database()`;
  await removeMember(her.admin, { memberId: her.caller.memberId });
  await waitFor('both streams end', () => her.streams.every(({ hasEnded }) => hasEnded));
});

test('a live stream whose right ended before its first byte closes', async () => {
  const { admin } = await aWorkspace();
  const stream = liveStream(admin, {
    lastEventId: null,
    isStillAllowed: async () => false,
    signal: new AbortController().signal,
  });
  const reader = stream.getReader();
  while (!(await reader.read()).done);
});

test('a live stream stays open while the database does not answer, and is checked again', async () => {
  const { admin } = await aWorkspace();
  let asked = 0;
  const stream = liveStream(admin, {
    lastEventId: null,
    isStillAllowed: async () => {
      asked += 1;
      if (asked < 3) throw new Error('no answer');
      return false;
    },
    signal: new AbortController().signal,
  });
  const reader = stream.getReader();
  while (!(await reader.read()).done);
  expect(asked).toBe(3);
});

test('a removed member is no longer shown as present on the item that she had open', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aMember({ workspaceId, name: 'Maud' });
  const { id: itemId } = await anItem({ workspaceId });
  const heard: LiveMessage[] = [];
  const leave = subscribe(admin, null, (message) => heard.push(message));
  await waitFor('the listener is ready', () => heard.some(({ event }) => event.kind === 'ready'));
  await setPresence(member, { itemId, state: 'writing' });
  expect(await listPresence(admin, { itemId })).toHaveLength(1);
  await removeMember(admin, { memberId: member.memberId });
  expect(await listPresence(admin, { itemId })).toEqual([]);
  const gone = { kind: 'presence', itemId, member: { id: member.memberId, name: 'Maud' }, state: 'gone' };
  const isGone = () => heard.some(({ event }) => event.kind === 'presence' && event.state === 'gone');
  await waitFor('the member is seen to go', isGone);
  expect(heard.map(({ event }) => event)).toContainEqual(gone);
  await expect(setPresence(member, { itemId, state: 'looking' })).rejects.toMatchObject({ code: 'not_found' });
  leave();
});
