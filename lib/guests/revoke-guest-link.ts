import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { makeGuestLink } from './make-guest-link.ts';

/**
 * Ends a link at once. What a guest has answered stays.
 * @throws Refusal `not_found`; `guest_link_closed` when it was answered or revoked before
 */
export const revokeGuestLink = defineAct(
  makeGuestLink.permission,
  async (caller, { linkId }: { linkId: string }): Promise<void> => {
    const { workspaceId } = caller;
    const id = uuid(linkId);
    await asMember(caller, async (tx) => {
      const link = await tx.guestLink.findFirst({ where: { workspaceId, id }, select: { itemId: true } });
      if (!link) throw new Refusal('not_found');
      const { count } = await tx.guestLink.updateMany({
        where: { workspaceId, id, answeredAt: null, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      if (count === 0) throw new Refusal('guest_link_closed');
      await changeItems(tx, caller, [link.itemId], { event: 'guest_link_revoked', details: { guestLinkId: id } });
    });
    announce(workspaceId);
  },
);
