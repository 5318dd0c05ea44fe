import { spawn } from 'node:child_process';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { beginCheck, findDueChecks } from '#lib/channels/check/begin-check.ts';
import { checkChannel } from '#lib/channels/check/check-channel.ts';
import { getChannelCheck } from '#lib/channels/check/get-channel-check.ts';
import { runCheck } from '#lib/channels/check/run-check.ts';
import { startTrial } from '#lib/channels/check/start-trial.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { Refusal } from '#lib/refusal.ts';
import { NODE_FLAGS } from '#scripts/process/run-node.ts';
import { createSandbox } from '#sandbox/youtube/sandbox.ts';
import { database } from '#tests/support/owner-database.ts';
import { aSandboxChannel, serveSandbox } from './sandbox-channel.ts';

process.env.PARVIS_CHECK_CHANNELS = 'true';
const { server, sandbox, calls, faults } = await serveSandbox('youtube', createSandbox);
afterAll(async () => await server.stop());
const DAY_MS = 24 * 3_600_000;

let channel: Awaited<ReturnType<typeof aSandboxChannel>>;
beforeEach(async () => {
  faults.refuseNothing();
  channel = await aSandboxChannel('youtube', sandbox);
});

const view = async () => await getChannelCheck(channel.admin, channel.channelRef);
const lineOf = async (name: string) => (await view()).check?.lines.find((line) => line.name === name);
const check = async () => {
  await checkChannel(channel.admin, channel.channelRef);
  await runCheck(channel.channelRef);
  return await view();
};

describe('a check that a member begins', () => {
  test('waits, runs once, and shows each line with what was found', async () => {
    expect((await view()).check).toBeNull();
    const begun = await checkChannel(channel.admin, channel.channelRef);
    expect(begun.check).toMatchObject({ isAutomatic: false, finishedAt: null, lines: [] });
    // A second click begins no second one.
    expect((await checkChannel(channel.admin, channel.channelRef)).check?.id).toBe(begun.check?.id);
    await Promise.all([runCheck(channel.channelRef), runCheck(channel.channelRef)]);
    const { check: done } = await view();
    expect(done).toMatchObject({ id: begun.check?.id, finishedAt: expect.any(String) as string });
    expect(done?.lines.map(({ kind, name, outcome }) => [kind, name, outcome])).toEqual([
      ['sign_in', 'YouTube', 'passed'],
      ['scope', 'https://www.googleapis.com/auth/youtube.force-ssl', 'unknown'],
      ['read', 'GET commentThreads', 'passed'],
      ['read', 'GET commentThreads (heldForReview)', 'passed'],
      ['read', 'GET comments', 'unknown'],
      ['read', 'GET videos', 'unknown'],
      ['quota', 'units', 'passed'],
    ]);
  });

  test('is refused where the channel is not connected, and to strangers', async () => {
    await channel.change({ status: 'paused' });
    const refused = checkChannel(channel.admin, channel.channelRef);
    await expect(refused).rejects.toEqual(new Refusal('channel_unavailable', { reason: 'paused' }));
    const { admin: stranger } = await aSandboxChannel('youtube', sandbox);
    for (const act of [checkChannel, getChannelCheck, startTrial]) {
      await expect(act(stranger, channel.channelRef)).rejects.toEqual(new Refusal('not_found'));
    }
  });

  test('a refused field is named with the network’s own words, and the other lines go on', async () => {
    sandbox.brandPosts('Une vidéo');
    const words = 'The request specifies an invalid field: replies';
    const answer = { status: 400, json: { error: { code: 400, message: words, errors: [{ reason: 'badRequest' }] } } };
    faults.refuse(({ path }) => path.endsWith('/videos'), answer);
    sandbox.fanWrites({ kind: 'comment', text: 'Bonjour', fan: 'ana', under: sandbox.brandPosts('Une autre') });
    await check();
    expect(await lineOf('GET videos')).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining(words) as string,
      itemKinds: ['comment'],
    });
    expect(await lineOf('GET comments')).toMatchObject({ outcome: 'passed' });
  });

  test('dead credentials fail the first line, and nothing more is asked', async () => {
    sandbox.revoke();
    const before = calls.length;
    const { check: done } = await check();
    expect(done?.lines[0]).toMatchObject({ kind: 'sign_in', outcome: 'failed' });
    expect(await lineOf('GET commentThreads')).toMatchObject({ outcome: 'unknown', reason: 'signed_out' });
    expect(calls.slice(before).filter(({ path }) => path.includes('commentThreads'))).toEqual([]);
    expect((await getChannel(channel.admin, channel.channelRef)).status).toBe('reconnect');
  });

  test('shows no secret of the network’s words', async () => {
    const message = 'Malformed access token ya29.a0secretsecretsecret';
    const answer = { status: 400, json: { error: { code: 400, message, errors: [{ reason: 'badRequest' }] } } };
    faults.refuse(({ path }) => path.endsWith('/commentThreads'), answer);
    await check();
    const line = await lineOf('GET commentThreads');
    expect(line?.detail).toContain('[removed]');
    expect(JSON.stringify(await view())).not.toContain('secretsecret');
  });

  test('goes on elsewhere when its worker has died, and ends when that happens again and again', async () => {
    await checkChannel(channel.admin, channel.channelRef);
    const { prisma } = database();
    const where = { workspaceId: channel.workspaceId };
    const died = { leaseId: crypto.randomUUID(), leaseUntil: new Date(Date.now() - 1_000) };
    await prisma.channelCheck.updateMany({ where, data: { ...died, attempts: 1 } });
    expect(await findDueChecks(1_000)).toContainEqual(channel.channelRef);
    await prisma.channelCheck.updateMany({ where, data: { ...died, attempts: 3 } });
    const before = calls.length;
    await runCheck(channel.channelRef);
    expect((await view()).check?.finishedAt).not.toBeNull();
    expect(calls.length).toBe(before);
  });

  test('only the latest checks are stored', async () => {
    const { prisma } = database();
    const old = { ...channel.channelRef, isAutomatic: true, finishedAt: new Date() };
    await prisma.channelCheck.createMany({ data: Array.from({ length: 15 }, () => old) });
    await check();
    expect(await prisma.channelCheck.count({ where: { workspaceId: channel.workspaceId } })).toBe(10);
  });
});

describe('the check that a channel has by itself', () => {
  const isDue = async (now = new Date()) =>
    (await findDueChecks(1_000, now)).some(({ channelId }) => channelId === channel.channelId);

  test('is due after connecting, once, and a day later', async () => {
    expect(await isDue()).toBe(true);
    await runCheck(channel.channelRef);
    expect((await view()).check).toMatchObject({ isAutomatic: true });
    expect(await isDue()).toBe(false);
    const { check: first } = await view();
    await runCheck(channel.channelRef);
    expect((await view()).check?.id).toBe(first?.id);
    expect(await isDue(new Date(Date.now() + DAY_MS + 1_000))).toBe(true);
  });

  test('leaves a paused channel and an archived workspace alone', async () => {
    await channel.change({ status: 'paused' });
    expect(await isDue()).toBe(false);
    await channel.change({ status: 'connected' });
    const { workspaceId } = channel;
    await database().prisma.workspace.update({ where: { id: workspaceId }, data: { archivedAt: new Date() } });
    await runCheck(channel.channelRef);
    expect((await view()).check).toBeNull();
  });
});

describe('a comment from another account', () => {
  const write = (agoMs: number, text: string) =>
    sandbox.fanWrites({ kind: 'comment', text, fan: 'ana', agoMs, under: sandbox.brandPosts(`Vidéo ${text}`) });

  test('says when it came, by a poll, and after how long; what is older does not count', async () => {
    // What other tests have written on the stand-in.
    await channel.pull();
    write(3_600_000, 'Ancien');
    const { trial } = await startTrial(channel.admin, channel.channelRef);
    expect(trial).toMatchObject({ arrival: null });
    await channel.pull();
    expect(await channel.texts()).toContain('Ancien');
    expect((await view()).trial?.arrival).toBeNull();
    write(0, 'Essai');
    await channel.pull();
    expect((await view()).trial?.arrival).toMatchObject({ way: 'poll', itemKind: 'comment' });
  });

  test('what is pushed came by push, and a later one changes nothing', async () => {
    await startTrial(channel.admin, channel.channelRef);
    const message = (externalId: string) =>
      ({
        type: 'message',
        externalId,
        kind: 'comment',
        threadExternalId: externalId,
        direction: 'inbound',
        author: { externalId: 'ana', handle: 'ana', name: 'Ana' },
        text: 'Bonjour',
        createdAt: new Date(),
      }) as const;
    await ingest({ ...channel.channelRef, events: [message('one')], isPushed: true });
    await ingest({ ...channel.channelRef, events: [message('two')] });
    expect((await view()).trial?.arrival).toMatchObject({ way: 'push' });
    // Begun again, it waits for the next one.
    expect((await startTrial(channel.admin, channel.channelRef)).trial?.arrival).toBeNull();
  });
});

test('a check under way is not begun a second time', async () => {
  await inWorkspace(channel.workspaceId, (tx) => beginCheck(tx, channel.channelRef, { isAutomatic: true }));
  await inWorkspace(channel.workspaceId, (tx) => beginCheck(tx, channel.channelRef, { isAutomatic: false }));
  expect(await database().prisma.channelCheck.count({ where: { workspaceId: channel.workspaceId } })).toBe(1);
});

test('the operator checks a channel from the command line', async () => {
  const { slug } = await database().prisma.workspace.findUniqueOrThrow({ where: { id: channel.workspaceId } });
  // All channels of other tests share its quota.
  const others = { workspaceId: { not: channel.workspaceId } };
  await database().prisma.channel.updateMany({ where: others, data: { status: 'paused' } });
  const admin = async (...args: string[]) => {
    const child = spawn(process.execPath, [...NODE_FLAGS, 'scripts/admin.ts', ...args], { env: process.env });
    let [out, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const code = await new Promise<number | null>((ended) => child.on('close', ended));
    return { code, out, errors };
  };
  const checked = await admin('check-channel', '--workspace', slug, '--channel', channel.channelId);
  expect(checked.code).toBe(0);
  const report = JSON.parse(checked.out) as { network: string; check: { lines: { name: string; outcome: string }[] } };
  expect(report.network).toBe('youtube');
  expect(report.check.lines).toContainEqual(expect.objectContaining({ name: 'GET commentThreads', outcome: 'passed' }));
  expect(checked.out).not.toContain('ya29');

  faults.refuse(({ path }) => path.endsWith('/commentThreads'), {
    status: 403,
    json: { error: { code: 403, message: 'Not allowed here', errors: [{ reason: 'forbidden' }] } },
  });
  // By its handle too; a problem ends with an exit code for a timer or a monitor.
  const handle = (await getChannel(channel.admin, channel.channelRef)).handle;
  const failing = await admin('check-channel', '--workspace', slug, '--channel', `@${handle}`);
  expect(failing.code).toBe(1);
  expect(failing.out).toContain('Not allowed here');

  const missing = await admin('check-channel', '--workspace', slug, '--channel', 'nobody');
  expect([missing.code, JSON.parse(missing.errors)]).toEqual([1, { error: 'not_found' }]);
  expect((await admin('check-channel')).errors).toContain('--workspace SLUG --channel ID|HANDLE');
});
