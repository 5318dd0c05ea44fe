import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { NOTIFICATIONS_PAGE } from './types.ts';

type Input = { ids?: readonly string[] | undefined; itemId?: string | undefined };

/**
 * Marks notifications of the caller as read: those named, those of one item, or all. Others' and unknown ones are left alone.
 * @throws Refusal `too_many`
 */
export const markNotificationsRead = defineAct('items.read', async (caller, { ids, itemId }: Input): Promise<void> => {
  if (ids && ids.length > NOTIFICATIONS_PAGE) throw new Refusal('too_many', { limit: NOTIFICATIONS_PAGE });
  const which = ids?.map(uuid);
  const { count } = await asMember(
    caller,
    async (tx) =>
      await tx.notification.updateMany({
        where: {
          memberId: caller.memberId,
          readAt: null,
          ...(which ? { id: { in: which } } : {}),
          ...(itemId === undefined ? {} : { itemId: uuid(itemId) }),
        },
        data: { readAt: new Date() },
      }),
  );
  if (count > 0) announce(caller.workspaceId);
});
