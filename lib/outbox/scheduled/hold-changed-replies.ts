import type { Tx } from '#lib/db/tx.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { readGuidance, seenOf } from '#lib/guidance/read-guidance.ts';
import { log } from '#lib/log.ts';
import { announce } from '#lib/realtime/announce.ts';
import { findHeldReason } from './find-held-reason.ts';
import { holdReply } from './hold-reply.ts';
import { heldReasonSql } from './seen-sql.ts';

/**
 * Holds scheduled replies as soon as something has happened that they must not follow, so that their members learn of it before
 * their time. A recurring task; what it is too late for, the worker sees that sends. Due replies are left to that worker.
 * @returns how many were held
 */
export async function holdChangedReplies(): Promise<number> {
  const workspaces = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId"::text FROM "action" WHERE "state" = 'scheduled'`,
  );
  let total = 0;
  for (const { workspaceId } of workspaces) {
    total += await holdIn(workspaceId).catch((error: unknown) => {
      log.error({ workspaceId, err: error }, 'scheduled replies were not looked at');
      return 0;
    });
  }
  return total;
}

async function holdIn(workspaceId: string): Promise<number> {
  const changed = await inWorkspace(workspaceId, (tx) => findChanged(tx, workspaceId));
  let held = 0;
  for (const id of changed) held += Number(await holdOne(workspaceId, id));
  if (held > 0) announce(workspaceId);
  return held;
}

async function findChanged(tx: Tx, workspaceId: string): Promise<string[]> {
  type Waiting = { id: string; itemId: string; guidance: string | null; isChanged: boolean };
  const waiting = await tx.$queryRaw<Waiting[]>(Prisma.sql`
    SELECT a."id"::text, a."itemId"::text, a."guidance", ${heldReasonSql} IS NOT NULL AS "isChanged" FROM "action" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."state" = 'scheduled' AND a."dueAt" > clock_timestamp()`);
  const others = waiting.filter(({ isChanged, guidance }) => !isChanged && guidance !== null);
  const now = await readGuidance(tx, workspaceId, [...new Set(others.map(({ itemId }) => itemId))]);
  return waiting.flatMap(({ id, itemId, guidance, isChanged }) =>
    isChanged || (guidance !== null && guidance !== seenOf(now.get(itemId) ?? [])) ? [id] : [],
  );
}

async function holdOne(workspaceId: string, actionId: string): Promise<boolean> {
  return await inWorkspace(workspaceId, async (tx) => {
    // Whoever is just changing it, or sending it, is left alone.
    const [free] = await tx.$queryRaw<{ itemId: string }[]>`
      SELECT "itemId"::text FROM "action"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${actionId}::uuid AND "state" = 'scheduled'
      FOR UPDATE SKIP LOCKED`;
    const reason = free && (await findHeldReason(tx, workspaceId, { actionId, itemId: free.itemId }));
    if (!reason) return false;
    await holdReply(tx, workspaceId, { actionId, reason });
    return true;
  });
}
