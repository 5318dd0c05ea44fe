import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';
import { putDraft } from './put-draft.ts';
import { readOwnDraft } from './read-drafts.ts';
import type { DraftView } from './types.ts';

type Returned = { action: Pick<Action, 'itemId' | 'kind' | 'targetId' | 'createdAt' | 'guidance'>; messageId: string };

/**
 * Gives a reply that is not sent back to the caller's composer: its text, its images, and which message it answered.
 * Called before its message is deleted.
 * @returns the text, and the draft with it
 */
export async function returnReply(
  tx: Tx,
  caller: Caller,
  { action, messageId }: Returned,
): Promise<{ text: string; draft: DraftView | null }> {
  const { workspaceId, memberId } = caller;
  const { text } = await tx.message.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    select: { text: true },
  });
  const images = await tx.attachment.findMany({
    where: { workspaceId, messageId },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  const attachmentIds = images.map(({ id }) => id);
  // They would be deleted with the message.
  await tx.attachment.updateMany({
    where: { workspaceId, id: { in: attachmentIds } },
    data: { messageId: null, position: 0, uploaderId: memberId },
  });
  const target = action.targetId
    ? await tx.message.findUnique({
        where: { workspaceId_id: { workspaceId, id: action.targetId } },
        select: { id: true, editedAt: true },
      })
    : null;
  // An edit since the reply was queued is one that its author may not have read.
  const isRead = target?.editedAt && target.editedAt <= action.createdAt;
  const { itemId } = action;
  const mode = action.kind === 'private_reply' ? ('private' as const) : ('reply' as const);
  await putDraft(tx, {
    workspaceId,
    itemId,
    memberId,
    mode,
    text,
    attachmentIds,
    targetId: target?.id ?? null,
    targetEditedAt: isRead ? target.editedAt : null,
    guidance: action.guidance,
  });
  return { text, draft: await readOwnDraft(tx, caller, { itemId, mode }) };
}
