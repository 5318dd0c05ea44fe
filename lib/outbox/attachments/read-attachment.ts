import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * The bytes of an image that a member attached; until it is sent, for that member alone.
 * @throws Refusal `not_found`, also for an image stored at the network
 */
export const readAttachment = defineAct(
  'items.read',
  async (
    caller,
    { attachmentId }: { attachmentId: string },
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; mimeType: string }> => {
    return await asMember(caller, async (tx) => {
      const found = await tx.attachment.findUnique({
        where: {
          workspaceId_id: { workspaceId: caller.workspaceId, id: uuid(attachmentId) },
          OR: [{ messageId: { not: null } }, { uploaderId: caller.memberId }],
        },
        select: { bytes: true, mimeType: true },
      });
      if (!found?.bytes || !found.mimeType) throw new Refusal('not_found');
      return { bytes: found.bytes, mimeType: found.mimeType };
    });
  },
);
