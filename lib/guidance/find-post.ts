import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { manageGuidance } from './rights.ts';

/** How much of a post names it, in characters. */
const NAME_LENGTH = 120;

/** The post under which guidance will be pinned, by the beginning of its text; null for one that the caller does not see. */
export const findPost = defineAct(
  manageGuidance.permission,
  async (caller, { postId }: { postId: string }): Promise<{ id: string; name: string } | null> => {
    if (!z.uuid().safeParse(postId).success) return null;
    const where = { workspaceId: caller.workspaceId, id: postId };
    const post = await asMember(caller, (tx) =>
      tx.post.findFirst({ where, select: { id: true, text: true, authorName: true } }),
    );
    return post && { id: post.id, name: (post.text.trim() || post.authorName).slice(0, NAME_LENGTH) };
  },
);
