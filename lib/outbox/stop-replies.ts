import type { Tx } from '#lib/db/tx.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { holdReply } from './scheduled/hold-reply.ts';

type Waiting = { id: string; itemId: string; isReply: boolean; isSure: boolean };

/**
 * Keeps everything that waits in an archived workspace from being sent, also after it is taken back: a reply is held for its
 * author with its text; one that an earlier attempt may have published, or whose worker died, is unconfirmed; other actions are
 * cancelled. What a worker has under way is left to it. The workspace's row must be locked: no worker takes any of them meanwhile.
 * @returns how many replies are held, and how many other actions are cancelled
 */
export async function stopReplies(tx: Tx, workspaceId: string): Promise<{ held: number; cancelled: number }> {
  const waiting = await tx.$queryRaw<Waiting[]>`
    SELECT a."id"::text, a."itemId"::text, a."messageId" IS NOT NULL AS "isReply",
      a."state" <> 'sending' AND NOT a."lookFirst" AS "isSure"
    FROM "action" a JOIN "item" i ON i."workspaceId" = a."workspaceId" AND i."id" = a."itemId"
    WHERE a."workspaceId" = ${workspaceId}::uuid AND (a."state" IN ('queued', 'scheduled')
      OR a."state" = 'sending' AND a."leaseUntil" < clock_timestamp())
    ORDER BY a."id" FOR UPDATE OF a, i`;
  const held = waiting.filter(({ isReply, isSure }) => isReply && isSure);
  const unsure = waiting.filter(({ isSure }) => !isSure);
  const others = waiting.filter(({ isReply, isSure }) => !isReply && isSure);
  for (const { id } of held) {
    // A reply that was to leave at once has a time from now on, at which it was not sent.
    await tx.$executeRaw`
      UPDATE "action" SET "scheduledFor" = coalesce("scheduledFor", "dueAt")
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${id}::uuid`;
    await holdReply(tx, workspaceId, { actionId: id, reason: 'archived' });
  }
  await end(tx, workspaceId, unsure, 'unconfirmed');
  await end(tx, workspaceId, others, 'cancelled');
  return { held: held.length, cancelled: others.length };
}

async function end(
  tx: Tx,
  workspaceId: string,
  actions: readonly Waiting[],
  state: 'unconfirmed' | 'cancelled',
): Promise<void> {
  if (actions.length === 0) return;
  const ids = actions.map(({ id }) => id);
  const data = { state, finishedAt: new Date(), lookFirst: state === 'unconfirmed', attemptId: null, leaseUntil: null };
  await tx.action.updateMany({ where: { workspaceId, id: { in: ids } }, data });
  const itemIds = [...new Set(actions.map(({ itemId }) => itemId))];
  await changeItems(tx, { workspaceId, system: true }, itemIds, { event: 'action_progressed' });
}
