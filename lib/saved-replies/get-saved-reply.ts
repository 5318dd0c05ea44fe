import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readSavedReplies } from './read-saved-replies.ts';
import type { SavedReplyView } from './types.ts';

type Input = { savedReplyId: string };

/**
 * One saved reply of the workspace or of its organization.
 * @throws Refusal `not_found`
 */
export const getSavedReply = defineAct(
  'saved_replies.read',
  async (caller, { savedReplyId }: Input): Promise<SavedReplyView> => {
    const id = uuid(savedReplyId);
    const [row] = await asMember(
      caller,
      async (tx) => await readSavedReplies(tx, caller, { id, order: 'title', limit: 1 }),
    );
    if (!row) throw new Refusal('not_found');
    return row;
  },
);
