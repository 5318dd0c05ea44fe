import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/** Describes an image that is not sent yet. @throws Refusal `not_found` */
export async function setAltText(
  caller: Caller,
  { attachmentId, altText }: { attachmentId: string; altText: string },
): Promise<void> {
  allow(caller, 'replies.write');
  await inWorkspace(caller.workspaceId, async (tx) => {
    const { count } = await tx.attachment.updateMany({
      where: { workspaceId: caller.workspaceId, id: uuid(attachmentId), messageId: null },
      data: { altText },
    });
    if (count === 0) throw new Refusal('not_found');
  });
}
