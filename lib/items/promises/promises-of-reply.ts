import { Prisma } from '#lib/db/generated/client.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItems } from '../change/change-items.ts';
import { isSaidIn } from './check-promise.ts';

/*
 * What a reply does to the promises of its item. That they are owed, or kept, from the moment at which it is sent is a
 * trigger's doing (`promises_follow_reply`): whatever ends a reply's way, its promises follow in the same transaction.
 */

/**
 * Lets a reply keep promises, as soon as it is sent. The item's row must be locked. One that another reply is to keep stays with
 * that one, unless it failed: if this one were taken back, nobody would have kept it.
 * @throws Refusal `promise_changed` when one is not owed by this item, or not any more, or another reply is to keep it
 */
export async function keepWithReply(
  tx: Tx,
  { workspaceId }: Caller,
  { itemId, actionId, promiseIds }: { itemId: string; actionId: string; promiseIds: readonly string[] },
): Promise<void> {
  const ids = [...new Set(promiseIds.map(uuid))];
  if (ids.length === 0) return;
  const count = await tx.$executeRaw`
    UPDATE "item_promise" p SET "keptByActionId" = ${actionId}::uuid
    WHERE p."workspaceId" = ${workspaceId}::uuid AND p."itemId" = ${itemId}::uuid AND p."id" = ANY(${ids}::uuid[])
      AND p."state" = 'open' AND NOT EXISTS (SELECT FROM "action" a
        WHERE a."workspaceId" = p."workspaceId" AND a."id" = p."keptByActionId" AND a."state" <> 'failed')`;
  if (count < ids.length) throw new Refusal('promise_changed');
}

/**
 * What is owed from the moment at which a reply is sent is due after it.
 * @param sentAt the time of the reply
 * @throws Refusal `promise_before_reply`
 */
export async function refuseIfDueBefore(
  tx: Tx,
  workspaceId: string,
  { actionId, sentAt }: { actionId: string; sentAt: Date },
): Promise<void> {
  const where = { workspaceId, actionId, state: 'pending', dueAt: { lte: sentAt } };
  if ((await tx.itemPromise.count({ where })) > 0) throw new Refusal('promise_before_reply');
}

/** Drops what a reply no longer promises after its text has changed. Nothing of it was owed yet. */
export async function dropUnsaid(tx: Tx, workspaceId: string, actionId: string, text: string): Promise<void> {
  const made = await tx.itemPromise.findMany({
    where: { workspaceId, actionId, state: 'pending' },
    select: { id: true, text: true },
  });
  const gone = made.filter((promise) => !isSaidIn(promise.text, text)).map(({ id }) => id);
  if (gone.length > 0) await tx.itemPromise.deleteMany({ where: { workspaceId, id: { in: gone } } });
}

/** Writes into the item's history what a sent reply promises, and which promises it keeps. */
export async function recordPromisesOf(
  tx: Tx,
  workspaceId: string,
  { actionId, itemId }: { actionId: string; itemId: string },
): Promise<void> {
  const of = await tx.$queryRaw<{ id: string; dueAt: Date; isMade: boolean }[]>(Prisma.sql`
    SELECT "id"::text, "dueAt", "actionId" IS NOT DISTINCT FROM ${actionId}::uuid AS "isMade" FROM "item_promise"
    WHERE "workspaceId" = ${workspaceId}::uuid AND ("actionId" = ${actionId}::uuid AND "state" = 'open'
      OR "keptByActionId" = ${actionId}::uuid AND "state" = 'kept') ORDER BY "id"`);
  for (const { id, dueAt, isMade } of of) {
    await changeItems(tx, { workspaceId, system: true }, [itemId], {
      event: isMade ? 'promise_made' : 'promise_kept',
      details: { promiseId: id, actionId, ...(isMade ? { dueAt: dueAt.toISOString() } : {}) },
    });
  }
}
