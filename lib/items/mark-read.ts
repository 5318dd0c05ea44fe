import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readNotificationsOfItem } from '#lib/notifications/read-notifications-of-item.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';

/**
 * Records that the caller has read an item up to now; each member has her own mark.
 * @throws Refusal `not_found`
 */
export const markRead = defineAct('items.read', async (caller, { itemId }: { itemId: string }): Promise<void> => {
  const id = uuid(itemId);
  const now = new Date().toISOString();
  const { marked, notifications } = await asMember(caller, async (tx) => {
    // If our clock is behind the network's, a message that was on the screen must still count as read.
    const marked = await tx.$executeRaw`
      INSERT INTO "item_read" AS r ("workspaceId", "memberId", "itemId", "readAt")
      SELECT "workspaceId", ${caller.memberId}::uuid, "id", greatest("lastInboundAt", ${now}::timestamptz)
      FROM "item" WHERE "id" = ${id}::uuid
      ON CONFLICT ("workspaceId", "memberId", "itemId") DO UPDATE SET "readAt" = greatest(r."readAt", EXCLUDED."readAt")`;
    return { marked, notifications: await readNotificationsOfItem(tx, caller.memberId, id) };
  });
  if (marked === 0) throw new Refusal('not_found');
  if (notifications > 0) announce(caller.workspaceId);
});
