import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

type Input = { itemId: string; isMuted: boolean };

/**
 * Mutes an item for the caller, or no longer: of a muted item nobody is notified, whatever happens with it.
 * @throws Refusal `not_found`
 */
export const muteItem = defineAct('items.read', async (caller, { itemId, isMuted }: Input): Promise<void> => {
  const id = uuid(itemId);
  const key = { workspaceId: caller.workspaceId, memberId: caller.memberId, itemId: id };
  await asMember(caller, async (tx) => {
    const item = await tx.item.findFirst({ where: { id }, select: { id: true } });
    if (!item) throw new Refusal('not_found');
    if (isMuted) await tx.itemMute.createMany({ data: [key], skipDuplicates: true });
    else await tx.itemMute.deleteMany({ where: key });
  });
});

/** Whether the caller has muted an item. @throws Refusal `not_found` */
export const getItemMute = defineAct('items.read', async (caller, { itemId }: { itemId: string }): Promise<boolean> => {
  const id = uuid(itemId);
  return await asMember(caller, async (tx) => {
    const item = await tx.item.findFirst({
      where: { id },
      select: { mutes: { where: { memberId: caller.memberId }, select: { itemId: true } } },
    });
    if (!item) throw new Refusal('not_found');
    return item.mutes.length > 0;
  });
});
