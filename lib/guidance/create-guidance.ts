import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { checkContent, contentOf } from './check-content.ts';
import { lockGuidance } from './lock-guidance.ts';
import { recordVersion } from './record-version.ts';
import { manageGuidance } from './rights.ts';
import { GUIDANCE_LIMIT, guidanceInput, type GuidanceInput } from './types.ts';

/**
 * Pins how to answer under a post, with a tag, about a word or in a channel.
 * @throws Refusal `invalid` naming the field; `text_empty` without either half; `not_found` for a post, tag or channel that the
 *   caller does not see; `too_many` (`limit`)
 */
export const createGuidance = defineAct(
  manageGuidance.permission,
  async (caller, input: GuidanceInput): Promise<{ id: string }> => {
    const { workspaceId } = caller;
    const { about, ...given } = checkContent(guidanceInput, input);
    const content = contentOf(given);
    const id = await asMember(caller, async (tx) => {
      await lockGuidance(tx, workspaceId);
      const place = await findPlace(tx, caller, about);
      const open = { workspaceId, withdrawnAt: null, OR: [{ endsAt: null }, { endsAt: { gt: new Date() } }] };
      if ((await tx.guidance.count({ where: open })) >= GUIDANCE_LIMIT) {
        throw new Refusal('too_many', { limit: GUIDANCE_LIMIT });
      }
      const created = await tx.guidance.create({ data: { workspaceId, ...place, ...content } });
      await recordVersion(tx, caller, created, 'created');
      return created.id;
    });
    announce(workspaceId);
    return { id };
  },
);

type About = ReturnType<typeof guidanceInput.parse>['about'];

/** What the caller does not see is not there. */
async function findPlace(tx: Tx, { workspaceId }: Caller, about: About) {
  if ('words' in about) return { words: about.words };
  if ('postId' in about) {
    const where = { workspaceId, id: about.postId };
    const post = await tx.post.findFirst({ where, select: { id: true, channelId: true } });
    if (!post) throw new Refusal('not_found', { field: 'postId' });
    return { postId: post.id, channelId: post.channelId };
  }
  if ('tagId' in about) {
    const where = { workspaceId, id: about.tagId };
    if ((await tx.tag.count({ where })) === 0) throw new Refusal('not_found', { field: 'tagId' });
    return { tagId: about.tagId };
  }
  const where = { workspaceId, id: about.channelId };
  if ((await tx.channel.count({ where })) === 0) throw new Refusal('not_found', { field: 'channelId' });
  return { channelId: about.channelId };
}
