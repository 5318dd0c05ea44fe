import { NetworkError } from '../../errors.ts';
import { encodeUrn } from '../addresses.ts';
import { callLinkedIn, nothing } from '../calls.ts';
import type { LinkedInChannel } from '../credentials.ts';
import { readComment } from '../read.ts';
import type { Act } from './act.ts';

/** "Reactions API". Reacting twice leaves one reaction, so it is safe to repeat. */
export const like: Act = {
  perform: async (channel, { target }) => {
    await callLinkedIn(channel, {
      resource: 'reactions',
      method: 'POST',
      path: 'reactions',
      query: { actor: channel.account.externalId },
      json: { root: target.externalId, reactionType: 'LIKE' },
      schema: nothing,
    }).catch(async (cause: unknown) => {
      // Refused as a duplicate: the reaction is already there.
      if (!isConflict(cause) || (await isLiked(channel, target.externalId)) !== true) throw cause;
    });
    return {};
  },
  find: async (channel, { target }) => ((await isLiked(channel, target.externalId)) ? {} : null),
};

export const unlike: Act = {
  perform: async (channel, { target }) => {
    await callLinkedIn(channel, {
      resource: 'reactions',
      method: 'DELETE',
      path: `reactions/(actor:${encodeUrn(channel.account.externalId)},entity:${encodeUrn(target.externalId)})`,
      schema: nothing,
    }).catch((cause: unknown) => {
      if (!(cause instanceof NetworkError) || cause.kind !== 'gone') throw cause;
    });
    return {};
  },
  find: async (channel, { target }) => ((await isLiked(channel, target.externalId)) ? null : {}),
};

/**
 * Whether the page likes a comment; null when the comment is gone. No document says that the "current user" of the
 * summary is the page and not the member: at worst a reaction is sent twice, which leaves one.
 */
async function isLiked(channel: LinkedInChannel, urn: string): Promise<boolean | null> {
  const comment = await readComment(channel, urn, { isPartOfWrite: true });
  return comment ? comment.likesSummary.likedByCurrentUser : null;
}

function isConflict(cause: unknown): boolean {
  return cause instanceof NetworkError && (cause.reason === 'rejected' || cause.reason === 'duplicate_text');
}
