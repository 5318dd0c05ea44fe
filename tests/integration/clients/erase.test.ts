import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { eraseDueWorkspaces } from '#lib/clients/erase/erase-due-workspaces.ts';
import { listErasures } from '#lib/clients/erase/list-erasures.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { addNote } from '#lib/items/notes/add-note.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { aMember, aWorkspace } from '#tests/support/factories.ts';
import { manyItems } from '#tests/support/many-items.ts';
import { database } from '#tests/support/owner-database.ts';
import { aFullWorkspace } from '../../security/border/full-workspace.ts';

/** The tables that have rows of a workspace, with their number; what stands in the queue's schema aside. */
async function rowsOf(workspaceId: string): Promise<Record<string, number>> {
  const { prisma } = database();
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT c.relname::text AS name FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await prisma.$queryRawUnsafe<{ rows: number }[]>(
      `SELECT count(*)::int AS rows FROM "${name}" WHERE "workspaceId" = $1::uuid`,
      workspaceId,
    );
    if (row && row.rows > 0) counts[name] = row.rows;
  }
  return counts;
}

/** Lets the date of an archived workspace come: nobody sleeps for a week. */
async function comeDue(workspaceId: string): Promise<void> {
  await database().prisma.workspace.update({
    where: { id: workspaceId },
    data: { archivedAt: new Date(), eraseAt: new Date(Date.now() - 1) },
  });
}

test('when its date has come, nothing of the workspace is left but one line, and the others are untouched', async () => {
  const leaving = await aFullWorkspace();
  const staying = await aFullWorkspace();
  const { workspaceId } = leaving;
  const { prisma } = database();
  const { organizationId } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const sister = await prisma.workspace.create({ data: { organizationId, name: 'Sister', slug: `s-${randomUUID()}` } });
  const { userId } = leaving.actors.admin.caller;
  const { id: memberId } = await prisma.member.create({ data: { workspaceId: sister.id, userId, role: 'admin' } });
  const folder = join(env().PARVIS_DATA_DIR, 'media-cache', workspaceId);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `attachment-${randomUUID()}-abc`), 'bytes');

  await archiveWorkspace(leaving.actors.admin.caller, { name: leaving.mark, eraseAfterDays: 7, endsAccess: false });
  const before = await rowsOf(workspaceId);
  expect(Object.keys(before).length).toBeGreaterThan(30);
  await eraseDueWorkspaces();
  expect(await rowsOf(workspaceId)).toEqual(before);

  const others = await rowsOf(staying.workspaceId);
  await comeDue(workspaceId);
  await eraseDueWorkspaces();
  expect(await rowsOf(workspaceId)).toEqual({ workspace_erasure: 1 });
  expect(await prisma.workspace.findUnique({ where: { id: workspaceId } })).toBeNull();
  expect(await rowsOf(staying.workspaceId)).toEqual(others);
  expect(await prisma.user.findUnique({ where: { id: userId } })).not.toBeNull();
  expect(await readdir(folder)).toEqual([]);

  const reader = { workspaceId: sister.id, memberId, userId, role: 'admin' as const };
  expect(await listErasures(reader)).toMatchObject([
    { workspaceId, name: leaving.mark, archivedBy: 'Inès Morel', items: before.item, messages: before.message },
  ]);
  expect((await listErasures(reader))[0]?.doneAt).not.toBeNull();
  expect(await listErasures(staying.actors.admin.caller)).toEqual([]);
  const lead = await aMember({ workspaceId: sister.id, role: 'lead' });
  expect(await listErasures({ ...lead, role: 'admin' })).toEqual([]);
  await expect(listAudit(leaving.actors.admin.caller)).resolves.toMatchObject({ entries: [] });
});

test('an erasure that was interrupted is finished by the next worker, and by several at once only once', async () => {
  const { workspaceId, admin, organizationId } = await aWorkspace({ name: 'Maison Lune' });
  await manyItems({ workspaceId, count: 450 });
  const items = await database().prisma.item.count({ where: { workspaceId } });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: true });
  await comeDue(workspaceId);
  // The database ends the connection in the middle of the erasure, like a killed worker.
  const { prisma } = database();
  await prisma.$executeRawUnsafe(`
    CREATE FUNCTION stop_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT count(*) FROM "item" WHERE "workspaceId" = '${workspaceId}') < 250 THEN
        RAISE EXCEPTION 'killed';
      END IF;
      RETURN NULL;
    END $$`);
  await prisma.$executeRawUnsafe(
    `CREATE TRIGGER stop_erasing AFTER DELETE ON "item" FOR EACH STATEMENT EXECUTE FUNCTION stop_erasing()`,
  );
  try {
    await expect(eraseDueWorkspaces()).rejects.toThrow(/killed/);
  } finally {
    await prisma.$executeRawUnsafe('DROP FUNCTION stop_erasing() CASCADE');
  }
  const left = await prisma.item.count({ where: { workspaceId } });
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(items);
  const certificate = () => prisma.workspaceErasure.findFirstOrThrow({ where: { organizationId, workspaceId } });
  expect(await certificate()).toMatchObject({ doneAt: null, items: items - left });
  await expect(takeBackWorkspace(admin)).rejects.toMatchObject({ code: 'being_erased' });

  await Promise.all([eraseDueWorkspaces(), eraseDueWorkspaces(), eraseDueWorkspaces()]);
  await eraseDueWorkspaces();
  expect(await prisma.workspace.count({ where: { id: workspaceId } })).toBe(0);
  expect(await certificate()).toMatchObject({ items, name: 'Maison Lune', archivedBy: 'Inès Morel' });
  expect((await certificate()).doneAt).not.toBeNull();
});

test('the database refuses to delete a workspace before its date', async () => {
  const { workspaceId, admin } = await aWorkspace({ name: 'Maison Lune' });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: false });
  const { count } = await inWorkspace(workspaceId, (tx) => tx.workspace.deleteMany({ where: { id: workspaceId } }));
  expect(count).toBe(0);
  await expect(addNote(admin, { itemId: randomUUID(), text: 'x' })).rejects.toThrow();
});
