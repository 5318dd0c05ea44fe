import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { ReplyFieldView } from '../types.ts';

/** The workspace's own variables, by name. */
export const listReplyFields = defineAct('saved_replies.read', async (caller): Promise<ReplyFieldView[]> => {
  return await asMember(
    caller,
    async (tx) =>
      await tx.replyField.findMany({
        where: { workspaceId: caller.workspaceId },
        orderBy: { name: 'asc' },
        select: { id: true, name: true, fr: true, en: true },
      }),
  );
});
