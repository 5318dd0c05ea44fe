import { defineAct, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { readSavedReplies } from './read-saved-replies.ts';
import { shareSavedReply } from './rights.ts';

type Input = { savedReplyId: string };

/**
 * Deletes a saved reply. What was inserted from it stays.
 * @throws Refusal `not_found`; `not_allowed` for a shared one without the right
 */
export const deleteSavedReply = defineAct(
  'saved_replies.manage',
  async (caller, { savedReplyId }: Input): Promise<void> => {
    const id = uuid(savedReplyId);
    await asMember(caller, async (tx) => {
      const [row] = await readSavedReplies(tx, caller, { id, order: 'title', limit: 1 });
      if (!row) throw new Refusal('not_found');
      if (row.isShared) {
        refuseUnless(caller, shareSavedReply);
        await tx.organizationSavedReply.deleteMany({ where: { id } });
      } else await tx.savedReply.deleteMany({ where: { workspaceId: caller.workspaceId, id } });
      await tx.savedReplyUse.deleteMany({ where: { workspaceId: caller.workspaceId, savedReplyId: id } });
      await recordAudit(tx, caller, {
        act: 'saved_reply_deleted',
        subject: row.title,
        details: { savedReplyId: id, isShared: row.isShared },
      });
    });
  },
);
