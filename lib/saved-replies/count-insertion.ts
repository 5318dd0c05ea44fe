import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readSavedReplies } from './read-saved-replies.ts';

type Input = { savedReplyId: string };

/**
 * Counts that a saved reply was inserted, in this workspace.
 * @throws Refusal `not_found`, also for one of another workspace
 */
export const countInsertion = defineAct(
  'saved_replies.read',
  async (caller, { savedReplyId }: Input): Promise<{ used: number }> => {
    const id = uuid(savedReplyId);
    return await asMember(caller, async (tx) => {
      const [row] = await readSavedReplies(tx, caller, { id, order: 'title', limit: 1 });
      if (!row) throw new Refusal('not_found');
      const [counted] = await tx.$queryRaw<{ used: number }[]>`
        INSERT INTO "saved_reply_use" AS u ("workspaceId", "savedReplyId", "used", "lastUsedAt")
        VALUES (${caller.workspaceId}::uuid, ${id}::uuid, 1, now())
        ON CONFLICT ("workspaceId", "savedReplyId") DO UPDATE SET "used" = u."used" + 1, "lastUsedAt" = now()
        RETURNING "used"`;
      return { used: counted?.used ?? 1 };
    });
  },
);
