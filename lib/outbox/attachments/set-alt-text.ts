import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

type Input = { attachmentId: string; altText: string };

/** Describes an image of the caller's that is not sent yet. @throws Refusal `not_found` */
export const setAltText = defineAct('replies.write', async (caller, { attachmentId, altText }: Input) => {
  await asMember(caller, async (tx) => {
    const { count } = await tx.attachment.updateMany({
      where: { workspaceId: caller.workspaceId, id: uuid(attachmentId), messageId: null, uploaderId: caller.memberId },
      data: { altText },
    });
    if (count === 0) throw new Refusal('not_found');
  });
});
