import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { eraseDueWorkspaces } from '#lib/clients/erase/erase-due-workspaces.ts';
import { listErasures } from '#lib/clients/erase/list-erasures.ts';
import { asMember, inWorkspace } from '#lib/db/in-workspace.ts';
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

/** Refuses a statement that deletes rows of a table, when `condition` holds for them; `gone` are the rows. */
async function refuseDeleting(table: string, condition: string): Promise<() => Promise<void>> {
  const { prisma } = database();
  const name = `refuse_${randomUUID().replaceAll('-', '_')}`;
  await prisma.$executeRawUnsafe(`
    CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF ${condition} THEN RAISE EXCEPTION 'refused to delete'; END IF;
      RETURN NULL;
    END $$`);
  await prisma.$executeRawUnsafe(`
    CREATE TRIGGER ${name} AFTER DELETE ON "${table}" REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION ${name}()`);
  return async () => void (await prisma.$executeRawUnsafe(`DROP FUNCTION ${name}() CASCADE`));
}

test('however long its log is, no statement of an erasure deletes more than a batch', async () => {
  const { workspaceId, admin } = await aWorkspace({ name: 'Maison Lune' });
  const { prisma } = database();
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: true });
  const lines = 2_500;
  await prisma.$executeRaw`
    INSERT INTO "item_history" ("workspaceId", "itemId", "actor", "act")
    SELECT ${workspaceId}::uuid, uuid_v7(), 'system', 'routed' FROM generate_series(1, ${lines}::int)`;
  await prisma.$executeRaw`
    INSERT INTO "audit_entry" ("workspaceId", "act", "subject")
    SELECT ${workspaceId}::uuid, 'member_added', n::text FROM generate_series(1, ${lines}::int) n`;
  await prisma.$executeRaw`
    INSERT INTO "search_word" ("workspaceId", "word", "messages")
    SELECT ${workspaceId}::uuid, 'word' || n, 1 FROM generate_series(1, ${lines}::int) n`;
  await prisma.$executeRaw`
    INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
    SELECT ${workspaceId}::uuid, 'item', '{}' FROM generate_series(1, ${lines}::int)`;
  await comeDue(workspaceId);
  const tables = ['item_history', 'audit_entry', 'search_word', 'realtime_event'];
  const ends = await Promise.all(tables.map((table) => refuseDeleting(table, '(SELECT count(*) FROM gone) > 1000')));
  try {
    await eraseDueWorkspaces();
  } finally {
    for (const end of ends) await end();
  }
  expect(await rowsOf(workspaceId)).toEqual({ workspace_erasure: 1 });
});

test('an erasure that fails does not keep the others waiting, and is reported', async () => {
  const [failing, other] = [await aWorkspace({ name: 'Maison Lune' }), await aWorkspace({ name: 'Maison Lune' })];
  for (const { workspaceId, admin } of [failing, other]) {
    await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: true });
    await comeDue(workspaceId);
  }
  const end = await refuseDeleting('workspace', `EXISTS (SELECT FROM gone WHERE "id" = '${failing.workspaceId}')`);
  try {
    await expect(eraseDueWorkspaces()).rejects.toThrow(`workspace ${failing.workspaceId}: `);
  } finally {
    await end();
  }
  const { prisma } = database();
  expect(await prisma.workspace.count({ where: { id: other.workspaceId } })).toBe(0);
  expect(await prisma.workspace.count({ where: { id: failing.workspaceId } })).toBe(1);
  await eraseDueWorkspaces();
  expect(await prisma.workspace.count({ where: { id: failing.workspaceId } })).toBe(0);
});

test('nobody deletes a line of a workspace before its date, nor a member after it', async () => {
  const [leaving, other] = [await aFullWorkspace(), await aFullWorkspace()];
  const { workspaceId } = leaving;
  const erase = async (table: string) =>
    await inWorkspace(workspaceId, (tx) => tx.$executeRawUnsafe(`DELETE FROM "${table}"`));
  const eraseAsMember = async (table: string) =>
    await asMember(leaving.actors.admin.caller, (tx) => tx.$executeRawUnsafe(`DELETE FROM "${table}"`), {
      keepsArchived: true,
    });
  const tables = ['item_history', 'audit_entry', 'audit_seal'];
  for (const table of tables) expect(await erase(table)).toBe(0);
  const { item_history: lines } = await rowsOf(workspaceId);
  const others = await rowsOf(other.workspaceId);
  await comeDue(workspaceId);
  for (const table of tables) expect(await eraseAsMember(table)).toBe(0);
  expect(await erase('item_history')).toBe(lines);
  expect(await rowsOf(other.workspaceId)).toEqual(others);
});

test('the database refuses to delete a workspace before its date', async () => {
  const { workspaceId, admin } = await aWorkspace({ name: 'Maison Lune' });
  await archiveWorkspace(admin, { name: 'Maison Lune', eraseAfterDays: 7, endsAccess: false });
  const { count } = await inWorkspace(workspaceId, (tx) => tx.workspace.deleteMany({ where: { id: workspaceId } }));
  expect(count).toBe(0);
  await expect(addNote(admin, { itemId: randomUUID(), text: 'x' })).rejects.toThrow();
});
