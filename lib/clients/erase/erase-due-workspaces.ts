import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { log } from '#lib/log.ts';
import { deleteStaleMedia } from '#lib/media/sweep-media.ts';
import { type Batch, batches } from './batches.ts';

/**
 * Erases the archived workspaces whose date has come, to their end. Safe to run in any number of workers at any time. One that
 * cannot be erased does not keep the others waiting.
 * @throws AggregateError with what went wrong, after all were tried
 */
export async function eraseDueWorkspaces(): Promise<void> {
  const due = await asDispatcher(
    (tx) =>
      tx.$queryRaw<{ id: string }[]>`SELECT "id"::text FROM "workspace" WHERE "eraseAt" <= now() ORDER BY "eraseAt"`,
  );
  const errors: Error[] = [];
  for (const { id } of due) {
    try {
      await eraseWorkspace(id);
    } catch (cause) {
      errors.push(new Error(`workspace ${id}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }));
    }
  }
  // Who runs this logs the message alone.
  if (errors.length > 0) throw new AggregateError(errors, errors.map(({ message }) => message).join('\n'));
}

/**
 * Erases one workspace: its rows in batches, each in a transaction of its own with its count in the certificate, then the
 * workspace itself with what is left, then its files. Whoever is interrupted is followed by another, who goes on.
 */
async function eraseWorkspace(workspaceId: string): Promise<void> {
  for (const batch of batches) {
    for (let isMore = true; isMore;) {
      const erased = await inWorkspace(workspaceId, (tx) => eraseBatch(tx, workspaceId, batch));
      // Another worker is at it, or it is done.
      if (erased === null) return;
      isMore = erased > 0;
    }
  }
  const isDone = await inWorkspace(workspaceId, (tx) => eraseRest(tx, workspaceId));
  if (!isDone) return;
  // If this is interrupted, the sweep deletes them: no row allows them any more.
  await deleteStaleMedia(workspaceId);
  log.info({ workspaceId }, 'workspace erased');
}

/** @returns how many rows were erased; null when the workspace is not this worker's to erase */
async function eraseBatch(tx: Tx, workspaceId: string, batch: Batch): Promise<number | null> {
  if (!(await takeErasure(tx, workspaceId))) return null;
  const { rows, items = 0, messages = 0, contacts = 0 } = await batch(tx, workspaceId);
  await tx.workspaceErasure.updateMany({
    where: { workspaceId },
    data: { items: { increment: items }, messages: { increment: messages }, contacts: { increment: contacts } },
  });
  return rows;
}

/** Deletes what has no batch of its own: it is little, or was written while the batches went on. */
async function eraseRest(tx: Tx, workspaceId: string): Promise<boolean> {
  if (!(await takeErasure(tx, workspaceId))) return false;
  await tx.workspaceErasure.updateMany({ where: { workspaceId }, data: { doneAt: new Date() } });
  const where = { where: { workspaceId } };
  await tx.contactErasure.deleteMany(where);
  await tx.itemCounterDelta.deleteMany(where);
  await tx.liveStream.deleteMany(where);
  await tx.$executeRaw`DELETE FROM "realtime_event" WHERE "workspaceId" = ${workspaceId}::uuid`;
  await tx.workspace.deleteMany({ where: { id: workspaceId } });
  return true;
}

/** Takes the workspace for this transaction, and begins its certificate. Its date is asked each time: it is not taken back any more. */
async function takeErasure(tx: Tx, workspaceId: string): Promise<boolean> {
  const [workspace] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM "workspace" WHERE "id" = ${workspaceId}::uuid AND "eraseAt" <= now() FOR UPDATE SKIP LOCKED`;
  if (!workspace) return false;
  await tx.$executeRaw`
    INSERT INTO "workspace_erasure" ("organizationId", "workspaceId", "name", "slug", "archivedAt", "archivedBy")
    SELECT w."organizationId", w."id", w."name", w."slug", w."archivedAt", u."name"
    FROM "workspace" w
    LEFT JOIN "member" m ON m."workspaceId" = w."id" AND m."id" = w."archivedById"
    LEFT JOIN "user" u ON u."id" = m."userId"
    WHERE w."id" = ${workspaceId}::uuid
    ON CONFLICT ("organizationId", "workspaceId") DO NOTHING`;
  return true;
}
