import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db/tx.ts';
import { MIXED_GUIDANCE } from './types.ts';

type Given = {
  workspaceId: string;
  itemId: string;
  memberId: string;
  mode: 'reply' | 'private';
  text: string;
  attachmentIds: readonly string[];
  targetId: string | null;
  targetEditedAt: Date | null;
  guidance: string | null;
  handedById?: string;
};

/**
 * Puts a text into a member's composer. If the member is writing something else there, that follows after an empty line:
 * neither is lost.
 */
export async function putDraft(tx: Tx, given: Given): Promise<void> {
  const { workspaceId, itemId, memberId, mode, text, attachmentIds, targetId, targetEditedAt, guidance } = given;
  const handedById = given.handedById ?? null;
  await tx.$executeRaw`
    INSERT INTO "draft" AS d ("workspaceId", "itemId", "memberId", "mode", "version", "text", "attachmentIds", "targetId",
      "targetEditedAt", "guidance", "handedById", "updatedAt")
    VALUES (${workspaceId}::uuid, ${itemId}::uuid, ${memberId}::uuid, ${mode}, ${randomUUID()}::uuid, ${text},
      ${[...attachmentIds]}::uuid[], ${targetId}::uuid, ${targetEditedAt?.toISOString() ?? null}::timestamptz,
      ${guidance}, ${handedById}::uuid, now())
    ON CONFLICT ("workspaceId", "itemId", "memberId", "mode") DO UPDATE SET
      "version" = EXCLUDED."version",
      "text" = concat_ws(E'\\n\\n', nullif(EXCLUDED."text", ''), nullif(d."text", '')),
      "attachmentIds" = EXCLUDED."attachmentIds" || d."attachmentIds",
      "targetId" = coalesce(d."targetId", EXCLUDED."targetId"),
      "targetEditedAt" = CASE WHEN d."targetId" IS NULL THEN EXCLUDED."targetEditedAt" ELSE d."targetEditedAt" END,
      -- Two texts by different guidance: what was read for one was not for the other.
      "guidance" = CASE WHEN d."text" = '' THEN EXCLUDED."guidance" WHEN EXCLUDED."text" = '' THEN d."guidance"
        WHEN d."guidance" IS DISTINCT FROM EXCLUDED."guidance" THEN ${MIXED_GUIDANCE} ELSE d."guidance" END,
      "handedById" = coalesce(EXCLUDED."handedById", d."handedById"),
      "updatedAt" = EXCLUDED."updatedAt"`;
}
