import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { changePassword } from '#lib/users/passwords/change-password.ts';
import { createEmailToken } from '#lib/users/email-token.ts';
import { resetPassword } from '#lib/users/passwords/reset-password.ts';
import { revokeOtherSessions, revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { anApiKey } from '#tests/support/api-server.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { aSignedInMember, PASSWORD } from '#tests/support/users.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { aSessionCookie, attack, cookieOfSession } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { submitForm } from './support/form.ts';
import { openStream, type OpenStream } from './support/live-stream.ts';

/** Below the minute after which every stream is rechecked: what closes sooner was closed by a signal. */
const BEFORE_RECHECK_MS = 30_000;

const streams: OpenStream[] = [];
const times: number[] = [];

afterEach(() => {
  for (const stream of streams.splice(0)) stream.hangUp();
});

afterAll(async () => {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  process.stdout.write(`streams closed: ${sorted.length}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, last ${at(1)} ms\n`);
  await closeDatabase();
});

/** A member with two browsers, one of them with two tabs, and an API key; all have open streams. */
async function aListener() {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aSignedInMember({ workspaceId });
  const key = await anApiKey(member.caller);
  const open = async (credentials: { key?: string; cookie?: string }) => {
    const stream = await openStream(workspaceId, credentials);
    expect(stream.status).toBe(200);
    streams.push(stream);
    return stream;
  };
  const cookie = cookieOfSession(member);
  const tabs = [await open({ cookie }), await open({ cookie })];
  const otherBrowser = await open({ cookie: await aSessionCookie(member.id) });
  const program = await open({ key: key.key });
  return { ...member, workspaceId, admin, key, cookie, tabs, otherBrowser, program };
}

type Listener = Awaited<ReturnType<typeof aListener>>;

/** Ends a right, and waits until the server has closed these streams. */
async function endsAtOnce(act: () => Promise<unknown>, concerned: OpenStream[]): Promise<void> {
  await act();
  const endedAt = performance.now();
  await waitFor('the server closes the streams', () => concerned.every((stream) => !stream.isOpen()), {
    withinMs: BEFORE_RECHECK_MS,
  });
  for (const { closed } of concerned) times.push(Math.max(0, (await closed) - endedAt));
  countAttempts('live streams that outlive the right to them', concerned.length);
}

const all = ({ tabs, otherBrowser, program }: Listener) => [...tabs, otherBrowser, program];

async function removeOverHttp(her: Listener): Promise<void> {
  const { key } = await anApiKey(her.admin);
  const path = `/api/v1/workspaces/${her.workspaceId}/members/${her.caller.memberId}`;
  expect((await attack(path, { method: 'DELETE', key })).status).toBe(200);
}

const signedIn = ({ id, sessionId, email, name }: Listener) => ({
  userId: id,
  sessionId,
  email,
  name,
  language: null,
  isEmailVerified: true,
  isSingleSignOn: false,
});

test('removing a member closes her live streams in every tab and for every key at once', async () => {
  const her = await aListener();
  await endsAtOnce(() => removeOverHttp(her), all(her));
  const again = await openStream(her.workspaceId, { key: her.key.key });
  expect(again.status).toBe(401);
});

test("revoking an API key closes its live stream and leaves the member's browsers connected", async () => {
  const her = await aListener();
  const { key } = await anApiKey(her.admin);
  const revoke = async () => {
    const path = `/api/v1/workspaces/${her.workspaceId}/api-keys/${her.key.id}`;
    expect((await attack(path, { method: 'DELETE', key })).status).toBe(204);
  };
  await endsAtOnce(revoke, [her.program]);
  expect([...her.tabs, her.otherBrowser].map((stream) => stream.isOpen())).toEqual([true, true, true]);
});

test('ending a session closes the live streams of its tabs and of no other browser', async () => {
  const her = await aListener();
  await endsAtOnce(() => revokeSession({ userId: her.id }, { sessionId: her.sessionId }), her.tabs);
  expect([her.otherBrowser, her.program].map((stream) => stream.isOpen())).toEqual([true, true]);
});

test('signing out closes the live streams of all tabs of that browser', async () => {
  const her = await aListener();
  const signOut = async () => {
    const answer = await submitForm({ path: '/sign-out', fields: {}, cookie: her.cookie });
    expect(answer.status).toBe(303);
  };
  await endsAtOnce(signOut, her.tabs);
  expect(her.otherBrowser.isOpen()).toBe(true);
});

test('changing a password closes the live streams of every other browser', async () => {
  const her = await aListener();
  const change = { currentPassword: PASSWORD, newPassword: `sept ${randomUUID()}` };
  await endsAtOnce(() => changePassword(signedIn(her), change), [her.otherBrowser]);
  expect(her.tabs.map((stream) => stream.isOpen())).toEqual([true, true]);
});

test('resetting a password closes the live streams of every browser', async () => {
  const her = await aListener();
  const token = await createEmailToken({ userId: her.id, purpose: 'reset_password' });
  const password = `huit ${randomUUID()}`;
  await endsAtOnce(() => resetPassword({ token, password }), [...her.tabs, her.otherBrowser]);
});

test('ending all other sessions closes their live streams', async () => {
  const her = await aListener();
  await endsAtOnce(() => revokeOtherSessions({ userId: her.id }, { keepSessionId: her.sessionId }), [her.otherBrowser]);
  expect(her.tabs.map((stream) => stream.isOpen())).toEqual([true, true]);
});

test('changing rows in the database by hand closes the live streams too', async () => {
  const bySession = await aListener();
  await endsAtOnce(
    () => database().prisma.$executeRaw`DELETE FROM "session" WHERE "userId" = ${bySession.id}::uuid`,
    [...bySession.tabs, bySession.otherBrowser],
  );
  const byMember = await aListener();
  await endsAtOnce(
    () => database().prisma.$executeRaw`DELETE FROM "member" WHERE "id" = ${byMember.caller.memberId}::uuid`,
    all(byMember),
  );
});

test('a member whose new role may still read keeps her live stream', async () => {
  const her = await aListener();
  await changeRole(her.admin, { memberId: her.caller.memberId, role: 'client' });
  // A later act whose streams close proves that the change of role was processed before.
  const other = await aListener();
  await endsAtOnce(() => removeMember(other.admin, { memberId: other.caller.memberId }), all(other));
  expect(all(her).map((stream) => stream.isOpen())).toEqual([true, true, true, true]);
});

test('fifty live streams of one person close at once', async () => {
  const { workspaceId } = await aWorkspace();
  const { workspaceId: second } = await aWorkspace();
  const { workspaceId: third } = await aWorkspace();
  const member = await aSignedInMember({ workspaceId });
  const prisma = database().prisma;
  for (const id of [second, third])
    await prisma.member.create({ data: { workspaceId: id, userId: member.id, role: 'manager' } });
  const cookie = cookieOfSession(member);
  const workspaceIds = [workspaceId, second, third];
  const opened = await Promise.all(
    Array.from({ length: 50 }, async (_, i) => await openStream(workspaceIds[i % 3] ?? workspaceId, { cookie })),
  );
  streams.push(...opened);
  expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 200));
  await endsAtOnce(() => revokeSession({ userId: member.id }, { sessionId: member.sessionId }), opened);
});
