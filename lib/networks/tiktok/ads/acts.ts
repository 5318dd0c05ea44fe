import type { ActionRequest } from '../../contract.ts';
import { callAsAdvertiser } from '../calls.ts';
import { type Act, refuse } from '../acts/act.ts';
import { checkCommentText } from '../acts/texts.ts';
import type { Advertiser, TikTokChannel } from '../credentials.ts';
import { nothing, writtenComment } from '../wire.ts';
import { parentOf } from './inbound.ts';
import { readAdComments } from './read.ts';

const PAGES = 5;
/** The network's times are whole seconds. */
const SECOND_MS = 1_000;

export const replyToAdComment: Act = {
  async perform(channel, action) {
    checkCommentText(channel, action.text);
    if (action.attachments.length > 0) throw refuse('attachment_refused', 'answers under ads are text alone');
    const json = { ...adOf(action), comment_id: action.target.externalId, comment_type: 'REPLY', text: action.text };
    const written = await callAsAdvertiser(channel, advertiserOf(channel, action), {
      endpoint: 'comment/post',
      json,
      // The specification does not describe the answer; without an id the reply is found by its text.
      data: writtenComment.partial().nullish(),
    });
    return { ...(written?.comment_id && { externalId: written.comment_id }), reference: action.target.reference };
  },
  async find(channel, action) {
    const own = await findComment(channel, action, async (comment) => {
      const isOurs = comment.can_delete === true && comment.content === action.text;
      const isLater = +comment.create_time >= +action.requestedAt - SECOND_MS;
      const isSame = isOurs && isLater && parentOf(comment) === action.target.externalId;
      return isSame && !(await action.belongsToOtherAction?.(comment.comment_id));
    });
    return own ? { externalId: own.comment_id, reference: action.target.reference } : null;
  },
};

const setStatus = (operation: 'HIDDEN' | 'PUBLIC'): Act => ({
  async perform(channel, action) {
    const json = { comment_ids: [action.target.externalId], operation, ad_type: 'BIDDING' };
    await callAsAdvertiser(channel, advertiserOf(channel, action), {
      endpoint: 'comment/status/update',
      json,
      data: nothing,
    });
    return {};
  },
  async find(channel, action) {
    const existing = await findComment(channel, action, ({ comment_id }) => comment_id === action.target.externalId);
    return existing ? (existing.comment_status === operation ? {} : null) : 'unknown';
  },
});
export const hideAdComment = setStatus('HIDDEN');
export const unhideAdComment = setStatus('PUBLIC');

/** Only what the advertiser wrote. */
export const deleteAdComment: Act = {
  async perform(channel, action) {
    const json = { ...adOf(action), comment_id: action.target.externalId };
    await callAsAdvertiser(channel, advertiserOf(channel, action), { endpoint: 'comment/delete', json, data: nothing });
    return {};
  },
  async find(channel, action) {
    return (await findComment(channel, action, ({ comment_id }) => comment_id === action.target.externalId))
      ? null
      : {};
  },
};

/** Searches the comments of the message's ad group of the last 90 days. */
async function findComment(
  channel: TikTokChannel,
  action: ActionRequest,
  isIt: (comment: Awaited<ReturnType<typeof readAdComments>>['comments'][number]) => boolean | Promise<boolean>,
) {
  const { adgroupId = '' } = action.target.reference;
  const since = new Date(+action.requestedAt - 90 * 24 * 3_600_000);
  for (let page = 1, last = 1; page <= Math.min(last, PAGES); page += 1) {
    const given = { adgroupId, since, page };
    const { comments, pages } = await readAdComments(channel, advertiserOf(channel, action), given);
    for (const comment of comments) if (await isIt(comment)) return comment;
    last = pages;
  }
  return null;
}

function adOf({ target: { reference } }: ActionRequest) {
  return {
    ad_id: reference.adId ?? '',
    tiktok_item_id: reference.videoId ?? '',
    identity_type: reference.identityType ?? '',
    identity_id: reference.identityId ?? '',
  };
}

function advertiserOf({ credentials }: TikTokChannel, { target }: ActionRequest): Advertiser {
  const { advertiser } = credentials;
  if (advertiser?.id !== target.reference.advertiserId || !advertiser)
    throw refuse('missing_permission', 'no advertiser token');
  return advertiser;
}
