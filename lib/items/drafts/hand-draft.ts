import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { putDraft } from './put-draft.ts';
import { DRAFT_LIMIT } from './types.ts';

/**
 * Gives what the caller is writing in an item to a colleague, whose composer then has it: the replies, not the note.
 * @throws Refusal `text_too_long` (`limit`) where it and what the colleague writes there are too much for one
 */
export async function handDraft(
  tx: Tx,
  { workspaceId, memberId }: Caller,
  { itemId, to }: { itemId: string; to: string },
): Promise<void> {
  const mine = await tx.draft.findMany({
    where: { workspaceId, itemId, memberId, mode: { in: ['reply', 'private'] } },
  });
  for (const draft of mine) {
    const mode = draft.mode === 'private' ? 'private' : 'reply';
    await tx.attachment.updateMany({
      where: { workspaceId, id: { in: draft.attachmentIds }, messageId: null, uploaderId: memberId },
      data: { uploaderId: to },
    });
    await putDraft(tx, { ...draft, mode, memberId: to, handedById: memberId });
    const [{ length } = { length: 0 }] = await tx.$queryRaw<{ length: number }[]>`
      SELECT char_length("text") AS "length" FROM "draft" WHERE "workspaceId" = ${workspaceId}::uuid
        AND "itemId" = ${itemId}::uuid AND "memberId" = ${to}::uuid AND "mode" = ${mode}`;
    if (length > DRAFT_LIMIT) throw new Refusal('text_too_long', { limit: DRAFT_LIMIT });
    await tx.draft.deleteMany({ where: { workspaceId, itemId, memberId, mode, version: draft.version } });
  }
}
