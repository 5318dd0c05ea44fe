import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { deleteLeftovers } from '#lib/erasure/delete-leftovers.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { uploadAttachment } from '#lib/outbox/attachments/upload-attachment.ts';
import { flowLimits, stockLimits } from '#lib/quotas/limits.ts';
import { type QuotaUsage, readUsage } from '#lib/quotas/read-usage.ts';
import { takeFlow, pruneQuotaUse } from '#lib/quotas/take-flow.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { pruneStreams, takeStream } from '#lib/realtime/stream-leases.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { NODE_FLAGS } from '#scripts/process/run-node.ts';
import { ROOT } from '#scripts/settings.ts';
import { aMember, anItem, aTag, aWorkspace } from '#tests/support/factories.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

const { prisma } = database();
const gif = new Uint8Array(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));

afterAll(async () => {
  await closeDatabase();
});

const used = async (workspaceId: string, quota: string) =>
  (await readUsage(workspaceId)).find((one) => one.quota === quota)?.used;

test('every quota has a sentence in English and in French', () => {
  const names = Object.keys({ ...stockLimits, ...flowLimits }).sort();
  expect(Object.keys(en.errors.quota).sort()).toEqual(names);
  expect(Object.keys(fr.errors.quota).sort()).toEqual(names);
});

test('when two requests take the last saved view at once, the second waits and is refused', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await prisma.savedView.createMany({
    data: Array.from({ length: stockLimits.views_of_member.limit - 1 }, () => ({
      workspaceId,
      memberId: admin.memberId,
      name: 'view',
      filter: {},
    })),
  });
  const take = { quota: 'views_of_member', subject: admin.memberId } as const;
  const second = await inWorkspace(workspaceId, async (tx) => {
    await takeStock(tx, workspaceId, [take]);
    await tx.savedView.create({ data: { workspaceId, memberId: admin.memberId, name: 'last', filter: {} } });
    const asked = saveView(admin, { name: 'one too many', filter: {} }).catch((error: unknown) => error);
    // The second request cannot be decided before this transaction ends.
    await waitFor('the second waits for the lock', waitingForLocks, { until: (count) => count === 1 });
    return { asked };
  });
  expect(await second.asked).toMatchObject({
    code: 'quota_reached',
    values: { quota: 'views_of_member', limit: 100, unit: 'views' },
  });
  // Another member has a quota of her own.
  await saveView(await aMember({ workspaceId }), { name: 'mine', filter: {} });
});

test('a quota per day starts again the next day, and an act that is rolled back uses none of it', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const use = { workspaceId, memberId: admin.memberId, quota: 'notes_of_member_per_day' } as const;
  await inWorkspace(workspaceId, async (tx) => await takeFlow(tx, use));
  const undone = inWorkspace(workspaceId, async (tx) => {
    await takeFlow(tx, use);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await used(workspaceId, use.quota)).toBe(1);
  await prisma.$executeRaw`UPDATE "quota_use" SET "used" = 2000, "startsAt" = "startsAt" - interval '1 day'`;
  await inWorkspace(workspaceId, async (tx) => await takeFlow(tx, use));
  expect(await used(workspaceId, use.quota)).toBe(1);
  await prisma.$executeRaw`UPDATE "quota_use" SET "startsAt" = "startsAt" - interval '3 days'`;
  expect(await pruneQuotaUse()).toBe(2);
});

test('an upload that no reply used is freed after a day', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const { id } = await uploadAttachment(admin, { bytes: gif });
  await uploadAttachment(admin, { bytes: gif });
  expect(await used(workspaceId, 'waiting_uploads_of_member')).toBe(2);
  expect(await used(workspaceId, 'waiting_upload_bytes')).toBe(2 * gif.length);
  await prisma.attachment.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
  });
  await deleteLeftovers();
  expect(await used(workspaceId, 'waiting_uploads_of_member')).toBe(1);
});

test('live streams end with their connection, or expire when their process died', async () => {
  const { workspaceId, admin } = await aWorkspace();
  const giveBack = await takeStream(admin);
  await takeStream(admin);
  expect(await used(workspaceId, 'live_streams')).toBe(2);
  giveBack();
  giveBack();
  const streams = () => used(workspaceId, 'live_streams');
  await waitFor('the ended stream is given back', streams, { until: (count) => count === 1 });
  await prisma.$executeRaw`UPDATE "live_stream" SET "seenAt" = now() - interval '1 minute' WHERE "workspaceId" = ${workspaceId}::uuid`;
  expect(await used(workspaceId, 'live_streams')).toBe(0);
  expect(await pruneStreams()).toBe(1);
});

async function waitingForLocks(): Promise<number> {
  const rows = await prisma.$queryRaw<unknown[]>`
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows.length;
}

async function addManyTags(caller: Caller): Promise<void> {
  await prisma.$executeRaw`
    INSERT INTO "tag" ("workspaceId", "name")
    SELECT ${caller.workspaceId}::uuid, CASE WHEN n % 2 = 0 THEN 'Ärger ' ELSE 'tag ' END || n
    FROM generate_series(1, ${stockLimits.tags.limit}::int) n`;
}

test('ten thousand tags are listed page by page, each once, and found by a part of their name', async () => {
  const { admin } = await aWorkspace();
  await addManyTags(admin);
  const names = new Set<string>();
  let cursor: string | null = null;
  let pages = 0;
  do {
    const page: Awaited<ReturnType<typeof listTags>> = await listTags(admin, cursor === null ? {} : { cursor });
    for (const { name } of page.tags) names.add(name);
    cursor = page.nextCursor;
    pages += 1;
  } while (cursor !== null);
  expect([names.size, pages]).toEqual([10_000, 50]);

  const found = await listTags(admin, { q: 'äRGER 77' });
  expect(found.tags.map(({ name }) => name)).toContain('Ärger 7772');
  expect(found.tags.every(({ name }) => name.startsWith('Ärger 77'))).toBe(true);
  const ids = found.tags.slice(0, 3).map(({ id }) => id);
  expect((await listTags(admin, { ids })).tags.map(({ id }) => id).sort()).toEqual([...ids].sort());
  await expect(listTags(admin, { cursor: '\u0000' })).rejects.toMatchObject({ code: 'invalid' });

  const { id: itemId } = await anItem({ workspaceId: admin.workspaceId });
  await expect(tagItem(admin, { itemId, add: ['tag 1', 'one more'] })).rejects.toMatchObject({
    code: 'quota_reached',
    values: { quota: 'tags', limit: 10_000, unit: 'tags' },
  });
  expect((await tagItem(admin, { itemId, add: ['tag 1'] })).item.tags).toHaveLength(1);
});

test('a page of tags contains none of another workspace', async () => {
  const { admin } = await aWorkspace();
  const stranger = await aWorkspace();
  const { id } = await aTag({ workspaceId: stranger.workspaceId, name: 'theirs' });
  expect(await listTags(admin, { ids: [id] })).toEqual({ tags: [], nextCursor: null });
});

test('the operator can read how much of each quota a workspace uses', async () => {
  const { workspaceId, slug, admin } = await aWorkspace();
  const item = await anItem({ workspaceId });
  await tagItem(admin, { itemId: item.id, add: ['a', 'b'] });
  await uploadAttachment(admin, { bytes: gif });
  const command = [...NODE_FLAGS, 'scripts/admin.ts', 'usage', '--workspace', slug];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: ROOT, env: process.env });
  const answer = JSON.parse(stdout) as { slug: string; quotas: QuotaUsage[] }; // our own command's
  expect(answer.slug).toBe(slug);
  expect(answer.quotas.map(({ quota }) => quota)).toEqual(Object.keys({ ...stockLimits, ...flowLimits }));
  expect(answer.quotas).toContainEqual({
    quota: 'tags',
    of: 'workspace',
    used: 2,
    limit: 10_000,
    unit: 'tags',
    subjectId: null,
  });
  expect(answer.quotas.find(({ quota }) => quota === 'waiting_upload_bytes_of_member')).toMatchObject({
    used: gif.length,
    subjectId: admin.memberId,
  });
});
