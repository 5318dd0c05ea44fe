import type { ActionRequest } from '../../contract.ts';
import { callTikTok } from '../calls.ts';
import { readOne } from '../comments/read.ts';
import type { TikTokChannel } from '../credentials.ts';
import { isHidden } from '../inbound.ts';
import { type Comment, nothing } from '../wire.ts';
import { type Act, placeOf, refuse } from './act.ts';

/** A state of a comment that can be set and unset; setting it twice changes nothing. */
function flag(
  endpoint: 'business/comment/hide' | 'business/comment/like',
  action: string,
  holds: (comment: Comment) => boolean,
): Act {
  return {
    async perform(channel, request) {
      const json = { video_id: placeOf(request).videoId, comment_id: request.target.externalId, action };
      await callTikTok(channel, { endpoint, json, data: nothing });
      return {};
    },
    async find(channel, request) {
      const comment = await readTarget(channel, request);
      return comment && holds(comment) ? {} : null;
    },
  };
}

export const hide = flag('business/comment/hide', 'HIDE', isHidden);
/** Does not affect comments that the network's own moderation or the author's privacy settings hid. */
export const unhide = flag('business/comment/hide', 'UNHIDE', (comment) => !isHidden(comment));
export const like = flag('business/comment/like', 'LIKE', ({ liked }) => liked === true);
export const unlike = flag('business/comment/like', 'UNLIKE', ({ liked }) => liked !== true);

/**
 * Deletes a comment. The documentation does not confirm that an account may delete other people's comments on its
 * videos, so the operator must switch that on.
 */
export const deleteComment: Act = {
  async perform(channel, request) {
    const { target } = request;
    const isOwn = target.authorExternalId === channel.account.externalId;
    if (!isOwn && channel.app.options.delete_others !== 'on') throw refuse('not_own_message');
    await callTikTok(channel, {
      endpoint: 'business/comment/delete',
      json: { comment_id: target.externalId },
      data: nothing,
    });
    return {};
  },
  async find(channel, request) {
    // Comments under other people's posts cannot be read.
    if (request.itemKind === 'mention') return 'unknown';
    return (await readTarget(channel, request)) ? null : {};
  },
};

function readTarget(channel: TikTokChannel, request: ActionRequest): Promise<Comment | null> {
  return readOne(channel, { ...placeOf(request), commentId: request.target.externalId });
}
