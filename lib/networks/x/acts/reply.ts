import type { ActionRequest, Receipt } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { isTooLong } from '../../text-length.ts';
import { callX } from '../calls.ts';
import { publicReply } from '../capabilities.ts';
import type { XChannel } from '../credentials.ts';
import { nothingKnown } from '../posts/known.ts';
import { postUrl } from '../posts/people.ts';
import { lookUp, readPosts } from '../posts/read.ts';
import { priceOfOwned, priceOfPost } from '../prices.ts';
import { idAt, latest, timeOf } from '../snowflake.ts';
import { saysSame } from '../text.ts';
import { isEnterprise } from '../tier.ts';
import { createdPost } from '../wire.ts';
import { refuse, versionOf, type Act } from './act.ts';
import { uploadImages } from './upload.ts';

/** How much our clock and the network's may differ. */
const SKEW_MS = 60_000;
const PAGE = 100;
const PAGES = 3;

/**
 * A public reply. The network accepts no idempotency key; it refuses the same text twice, and the account's own posts
 * show whether it was sent.
 */
export const reply: Act = {
  async perform(channel, action) {
    const { text, target } = action;
    if (isTooLong(text, publicReply)) throw refuse('text_too_long');
    if (!isEnterprise(channel.app) && target.reference.summoned === 'false') throw refuse('not_summoned');
    const images = await uploadImages(channel, action, { category: 'tweet', max: publicReply.images?.max ?? 0 });
    try {
      const { data } = await callX(channel, {
        endpoint: 'post',
        method: 'POST',
        path: '/2/tweets',
        body: {
          json: {
            text,
            reply: { in_reply_to_tweet_id: versionOf(action), auto_populate_reply_metadata: true },
            ...(images.length > 0 ? { media: { media_ids: images } } : {}),
          },
        },
        schema: createdPost,
        price: () => priceOfPost(text, target.reference.summoned === 'true'),
      });
      return receiptOf(channel, data.id);
    } catch (error) {
      return await afterRefusal(channel, action, error);
    }
  },
  find: findReply,
};

/** Checks after a refusal: the duplicate may be this very reply, and a 403 does not say that the post is gone. */
async function afterRefusal(channel: XChannel, action: ActionRequest, error: unknown): Promise<Receipt> {
  if (!(error instanceof NetworkError) || error.kind !== 'refused') throw error;
  if (error.reason === 'duplicate_text') {
    const found = await findReply(channel, action);
    if (found && found !== 'unknown') return found;
    throw error;
  }
  if (error.reason !== 'not_summoned' && error.reason !== 'rejected') throw error;
  const version = versionOf(action);
  const { missing } = await lookUp(channel, nothingKnown(channel.account.externalId), [version], {
    isPartOfWrite: true,
  });
  if (missing.includes(version)) throw new NetworkError('gone', 'target_gone', { cause: error });
  if (error.reason === 'not_summoned' && isEnterprise(channel.app)) throw refuse('replies_not_allowed', error.message);
  throw error;
}

/** Searches the account's own posts since the reply was requested. A reply is later than what it answers. */
async function findReply(channel: XChannel, action: ActionRequest): Promise<Receipt | null | 'unknown'> {
  const known = nothingKnown(channel.account.externalId);
  const version = versionOf(action);
  const asked = action.requestedAt.getTime() - SKEW_MS;
  const since = latest([version, idAt(asked)]) ?? version;
  let until: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await readPosts(channel, known, {
      endpoint: 'ownPosts',
      path: `/2/users/${known.me}/tweets`,
      query: { exclude: 'retweets', since_id: since, until_id: until, max_results: PAGE },
      microsEach: priceOfOwned(channel),
      isPartOfWrite: true,
    });
    const same = answer.posts.filter(
      (post) =>
        (post.repliedTo === version || post.repliedTo === action.target.externalId) &&
        timeOf(post.id) >= asked &&
        saysSame(post, action.text),
    );
    const found = await findUnclaimed(same, ({ id }) => id, action);
    if (found) return receiptOf(channel, found.id);
    if (!answer.nextToken || !answer.oldestId) return null;
    until = answer.oldestId;
  }
  return 'unknown';
}

function receiptOf({ account }: XChannel, id: string): Receipt {
  return { externalId: id, url: postUrl(id, account.handle), reference: { version: id } };
}
