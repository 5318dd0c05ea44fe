import { expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { startBulk } from '#lib/items/bulk/start-bulk.ts';
import { cancelBulk, dismissBulk, getBulkJob, listBulkJobs } from '#lib/items/bulk/own-jobs.ts';
import { findWaitingBulk, runBulk } from '#lib/items/bulk/run-bulk.ts';
import { undoBulk } from '#lib/items/bulk/undo-bulk.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { changeRole } from '#lib/items/members/change-role.ts';
import { chooseChannels } from '#lib/items/members/choose-channels.ts';
import { removeMember } from '#lib/items/members/remove-member.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { aMember, anItem, aWorkspace } from '#tests/support/factories.ts';
import { manyItems } from '#tests/support/many-items.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { makeConfidential } from '../access/hidden-world.ts';

const open = { status: ['open' as const] };

async function statuses(workspaceId: string): Promise<Record<string, number>> {
  const rows = await database().prisma.item.groupBy({ by: ['status'], where: { workspaceId }, _count: true });
  return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
}

/** How many entries the histories have of an act. */
async function entries(workspaceId: string, act: string): Promise<number> {
  return await database().prisma.itemHistory.count({ where: { workspaceId, act } });
}

const run = async ({ workspaceId }: Caller, { id: jobId }: { id: string }) => await runBulk({ workspaceId, jobId });

test('a job does an act on all that match, and says what it left as it was and why', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const colleague = await aMember({ workspaceId, name: 'Hugo Masson' });
  const mine = { workspaceId, ownerId: admin.memberId };
  for (let n = 0; n < 3; n += 1) await anItem({ workspaceId });
  for (let n = 0; n < 2; n += 1) await anItem({ workspaceId, ownerId: colleague.memberId });
  await anItem(mine);
  const claim = await startBulk(admin, { act: 'claim', filter: open });
  expect(claim).toMatchObject({ act: 'claim', state: 'queued', total: 6, seen: 0, changed: 0 });
  await run(admin, claim);
  expect(await getBulkJob(admin, { jobId: claim.id })).toMatchObject({
    state: 'done',
    seen: 6,
    changed: 3,
    skipped: [
      { reason: 'held', member: { id: colleague.memberId, name: 'Hugo Masson' }, items: 2 },
      { reason: 'same', member: null, items: 1 },
    ],
  });

  await anItem({ workspaceId, needsAll: true, ownerId: colleague.memberId });
  await anItem({ workspaceId, status: 'resolved' });
  const resolve = await startBulk(admin, { act: 'resolve', filter: {} });
  await run(admin, resolve);
  const { changed, skipped } = await getBulkJob(admin, { jobId: resolve.id });
  expect(changed).toBe(6);
  expect(skipped.map(({ reason, items }) => [reason, items])).toEqual([
    ['parts', 1],
    ['same', 1],
  ]);
  expect(await statuses(workspaceId)).toEqual({ open: 1, resolved: 7 });
});

test('the whole of a job is taken back as a job, except what somebody has changed since, and only once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await manyItems({ workspaceId, count: 1203 });
  const job = await startBulk(admin, { act: 'resolve', filter: open });
  await run(admin, job);
  const changed = await database().prisma.item.findFirstOrThrow({ where: { workspaceId } });
  await database().prisma.item.update({
    where: { workspaceId_id: { workspaceId, id: changed.id } },
    data: { status: 'ignored', resolvedAt: null },
  });
  const undo = await undoBulk(admin, { jobId: job.id });
  expect(undo).toMatchObject({ act: 'undo', undoesId: job.id, total: 1203 });
  await expect(undoBulk(admin, { jobId: job.id })).rejects.toMatchObject({ code: 'nothing_to_undo' });
  await run(admin, undo);
  expect(await getBulkJob(admin, { jobId: undo.id })).toMatchObject({
    state: 'done',
    changed: 1202,
    skipped: [{ reason: 'changed_since', items: 1 }],
  });
  expect(await statuses(workspaceId)).toEqual({ open: 1202, ignored: 1 });
  await expect(undoBulk(admin, { jobId: undo.id })).rejects.toMatchObject({ code: 'nothing_to_undo' });
  expect((await listBulkJobs(admin)).map(({ id }) => id)).toEqual([undo.id]);
  await dismissBulk(admin, { jobId: undo.id });
  expect(await listBulkJobs(admin)).toEqual([]);
});

test('a job that is cancelled in the middle says what it has done, and that can be taken back', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await manyItems({ workspaceId, count: 8000 });
  const job = await startBulk(admin, { act: 'resolve', filter: open });
  const running = run(admin, job);
  await waitFor('a part is done', async () => (await getBulkJob(admin, { jobId: job.id })).seen > 0);
  await expect(undoBulk(admin, { jobId: job.id })).rejects.toMatchObject({ code: 'conflict' });
  const { state, changed } = await cancelBulk(admin, { jobId: job.id });
  await running;
  expect(state).toBe('cancelled');
  expect(changed).toBeGreaterThan(0);
  expect(changed).toBeLessThan(8000);
  expect(await getBulkJob(admin, { jobId: job.id })).toMatchObject({ state: 'cancelled', changed });
  expect(await statuses(workspaceId)).toEqual({ open: 8000 - changed, resolved: changed });
  await run(admin, job);
  expect((await statuses(workspaceId))['resolved']).toBe(changed);
  await run(admin, await undoBulk(admin, { jobId: job.id }));
  expect(await statuses(workspaceId)).toEqual({ open: 8000 });
});

test('however many workers take a job at once, each item is changed once', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await manyItems({ workspaceId, count: 3300 });
  const job = await startBulk(admin, { act: 'resolve', filter: {} });
  await Promise.all([run(admin, job), run(admin, job), run(admin, job)]);
  // One that found another at work left; whoever is last goes on.
  await run(admin, job);
  expect(await getBulkJob(admin, { jobId: job.id })).toMatchObject({ state: 'done', seen: 3300, changed: 3300 });
  expect(await entries(workspaceId, 'resolved')).toBe(3300);
});

test('two jobs that cross each other both end, and each says what it did', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const lead = await aMember({ workspaceId, role: 'lead' });
  await manyItems({ workspaceId, count: 2500 });
  const jobs = [
    [admin, await startBulk(admin, { act: 'resolve', filter: open })],
    [lead, await startBulk(lead, { act: 'ignore', filter: open })],
  ] as const;
  await Promise.all(jobs.map(async ([caller, job]) => await run(caller, job)));
  const [resolved, ignored] = await Promise.all(
    jobs.map(async ([caller, { id }]) => await getBulkJob(caller, { jobId: id })),
  );
  expect(resolved?.state).toBe('done');
  expect(ignored?.state).toBe('done');
  expect(resolved?.changed).toBe(await entries(workspaceId, 'resolved'));
  expect(ignored?.changed).toBe(await entries(workspaceId, 'ignored'));
  expect((await statuses(workspaceId))['open']).toBeUndefined();
  expect(await checkCounters(workspaceId)).toEqual([]);
}, 60_000);

test('what arrives after a job began is left alone', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const channel = await manyItems({ workspaceId, count: 3000 });
  const job = await startBulk(admin, { act: 'resolve', filter: open });
  const running = run(admin, job);
  await waitFor('a part is done', async () => (await getBulkJob(admin, { jobId: job.id })).seen > 0);
  const late = await anItem({ workspaceId, channelId: channel.id });
  await running;
  expect(await statuses(workspaceId)).toEqual({ open: 1, resolved: 3000 });
  expect((await database().prisma.item.findFirstOrThrow({ where: { workspaceId, id: late.id } })).status).toBe('open');
});

test('a member who loses the right, or leaves, stops the job', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await manyItems({ workspaceId, count: 20 });
  const demoted = await aMember({ workspaceId });
  const leaver = await aMember({ workspaceId });
  const jobs = [
    await startBulk(demoted, { act: 'resolve', filter: open }),
    await startBulk(demoted, { act: 'claim', filter: open }),
    await startBulk(leaver, { act: 'claim', filter: open }),
  ];
  await changeRole(admin, { memberId: demoted.memberId, role: 'client' });
  await removeMember(admin, { memberId: leaver.memberId });
  for (const job of jobs) {
    await run(admin, job);
    const row = await database().prisma.bulkJob.findFirstOrThrow({ where: { id: job.id } });
    expect(row).toMatchObject({ state: 'stopped', stopReason: 'not_allowed', changed: 0 });
  }
  expect(await entries(workspaceId, 'resolved')).toBe(0);
  expect(await entries(workspaceId, 'claimed')).toBe(0);
});

test('a job changes only what its member sees when the turn of each part comes', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const kept = await manyItems({ workspaceId, count: 5 });
  await manyItems({ workspaceId, count: 7 });
  const secret = await anItem({ workspaceId, channelId: kept.id });
  await makeConfidential(secret.id, [admin.memberId]);
  const elsewhere = await aWorkspace();
  await manyItems({ workspaceId: elsewhere.workspaceId, count: 3 });
  const member = await aMember({ workspaceId });
  const job = await startBulk(member, { act: 'resolve', filter: open });
  expect(job.total).toBe(12);
  await chooseChannels(admin, { memberId: member.memberId, channelIds: [kept.id] });
  await run(member, job);
  expect(await getBulkJob(member, { jobId: job.id })).toMatchObject({ state: 'done', seen: 5, changed: 5 });
  expect(await statuses(workspaceId)).toEqual({ open: 8, resolved: 5 });
  expect(await statuses(elsewhere.workspaceId)).toEqual({ open: 3 });
});

test('a job is nobody else’s, not even an admin’s', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const member = await aMember({ workspaceId });
  const stranger = (await aWorkspace()).admin;
  const job = await startBulk(member, { act: 'resolve', filter: { q: 'parcel' } });
  expect(job.total).toBeNull();
  for (const other of [admin, stranger]) {
    for (const act of [getBulkJob, cancelBulk, undoBulk, dismissBulk]) {
      await expect(act(other, { jobId: job.id })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await listBulkJobs(other)).toEqual([]);
  }
  expect((await getBulkJob(member, { jobId: job.id })).state).toBe('queued');
});

test('what could never be done is refused at once, and so are too many jobs', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const client = await aMember({ workspaceId, role: 'client' });
  const manager = await aMember({ workspaceId });
  await expect(startBulk(client, { act: 'resolve', filter: {} })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(startBulk(manager, { act: 'assign', filter: {}, ownerId: null })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  const unknown = '00000000-0000-4000-8000-000000000000';
  await expect(startBulk(admin, { act: 'assign', filter: {}, ownerId: unknown })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(startBulk(admin, { act: 'resolve', filter: { assignee: 'x' } })).rejects.toMatchObject({
    code: 'invalid',
  });
  for (let n = 0; n < 5; n += 1) await startBulk(admin, { act: 'resolve', filter: {} });
  await expect(startBulk(admin, { act: 'resolve', filter: {} })).rejects.toMatchObject({ code: 'too_many' });
});

test('a sweep finds a job whose hint was lost, and none that a worker is on', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const item = await anItem({ workspaceId });
  const waits = async (id: string) => (await findWaitingBulk(10_000)).some(({ jobId }) => jobId === id);
  const job = await startBulk(admin, { act: 'tag', filter: {}, add: ['gift'] });
  expect(await waits(job.id)).toBe(true);
  await database().prisma.bulkJob.updateMany({
    where: { id: job.id },
    data: { state: 'running', leaseUntil: new Date(Date.now() + 60_000) },
  });
  expect(await waits(job.id)).toBe(false);
  await database().prisma.bulkJob.updateMany({ where: { id: job.id }, data: { leaseUntil: new Date(0) } });
  expect(await waits(job.id)).toBe(true);
  await run(admin, job);
  expect(await waits(job.id)).toBe(false);
  expect(await database().prisma.itemTag.count({ where: { workspaceId, itemId: item.id } })).toBe(1);
  await resolveItem(admin, { itemId: item.id });
});
