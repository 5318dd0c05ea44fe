import { asDispatcher, unlessArchived } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { EXPIRING_MS } from '#lib/items/types.ts';
import { notifyApprovers } from './notify-approvers.ts';

/**
 * Tells leads of replies that wait for an approval while their reply window closes soon: once each, by a notification, in
 * the history of the item and on the reply. A recurring task.
 * @returns how many replies were escalated
 */
export async function escalateApprovals(now = new Date()): Promise<number> {
  const workspaces = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT DISTINCT "workspaceId"::text FROM "approval" WHERE "digest" IS NULL AND "escalatedAt" IS NULL`,
  );
  let total = 0;
  for (const { workspaceId } of workspaces) total += await escalateIn(workspaceId, now);
  return total;
}

async function escalateIn(workspaceId: string, now: Date): Promise<number> {
  const soon = new Date(now.getTime() + EXPIRING_MS).toISOString();
  const escalated = await unlessArchived(workspaceId, async (tx) => {
    // Locked as everybody does who decides: the action before the item. Whoever is just deciding is left alone.
    const due = await tx.$queryRaw<{ actionId: string; itemId: string }[]>`
      SELECT a."id"::text AS "actionId", a."itemId"::text FROM "action" a
      JOIN "approval" p ON p."workspaceId" = a."workspaceId" AND p."actionId" = a."id"
      JOIN "item" i ON i."workspaceId" = a."workspaceId" AND i."id" = a."itemId"
      WHERE a."workspaceId" = ${workspaceId}::uuid AND a."state" = 'awaiting_approval'
        AND p."digest" IS NULL AND p."escalatedAt" IS NULL AND i."replyDeadline" <= ${soon}::timestamptz
      ORDER BY a."id" FOR UPDATE OF a SKIP LOCKED`;
    for (const { actionId, itemId } of due) {
      await tx.approval.updateMany({ where: { workspaceId, actionId }, data: { escalatedAt: now } });
      const by = { workspaceId, system: true } as const;
      const [entry] = await changeItems(tx, by, [itemId], { event: 'approval_escalated', details: { actionId } });
      const { historyId } = entry ?? {};
      if (historyId) await notifyApprovers(tx, by, { actionId, historyId, isUrgent: true });
    }
    return due.length;
  });
  if (escalated) announce(workspaceId);
  return escalated ?? 0;
}
