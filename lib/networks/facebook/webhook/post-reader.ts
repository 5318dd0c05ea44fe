import type { InboundPost } from '../../contract.ts';
import { unlessGoneOrRefused } from '../../kit/unless-gone.ts';
import type { FacebookChannel } from '../credentials.ts';
import { inboundPost, isAdPost, type Under } from '../inbound.ts';
import { readPost } from '../read-comments.ts';
import type { Post } from '../wire.ts';
import type { FeedValue } from './wire.ts';

export type PostReader = {
  /** The post that a comment belongs to, as it is now. */
  under: (postId: string, said: FeedValue) => Promise<Under>;
  /** A post that a change is about, as it is now; null when it cannot be read. */
  read: (postId: string) => Promise<Post | null>;
  /** The Page's posts that had comments. */
  found: () => InboundPost[];
};

/** Deliveries that arrive together name the same few posts: a post that was just read is not read again. */
const FRESH_MS = 5_000;
type Reading = { post: Promise<Post | null>; at: number };
const readings = new WeakMap<FacebookChannel, Map<string, Reading>>();

/**
 * Reads the posts that deliveries name, each once for deliveries that arrive together. Posts of ads are never
 * announced, only their comments are ("Webhooks, Page").
 */
export function postReader(channel: FacebookChannel): PostReader {
  const { account } = channel;
  const read = readings.get(channel) ?? new Map<string, Reading>();
  readings.set(channel, read);
  const found = new Map<string, InboundPost>();

  const readAnew = (postId: string): Promise<Post | null> => {
    const reading = { post: readIfShown(channel, postId), at: Date.now() };
    read.set(postId, reading);
    // After a failure, the next comment tries again.
    reading.post.catch(() => read.get(postId) === reading && read.delete(postId));
    return reading.post;
  };
  const readOnce = (postId: string): Promise<Post | null> => {
    const known = read.get(postId);
    return known && Math.abs(Date.now() - known.at) < FRESH_MS ? known.post : readAnew(postId);
  };
  return {
    read: readAnew,
    found: () => [...found.values()],
    under: async (postId, said) => {
      const node = await readOnce(postId);
      const isAd = node ? isAdPost(node) : said.post?.is_published === false;
      const isOwn = node ? !node.from || node.from.id === account.externalId : true;
      // An unreadable post may be stored already: it must not be overwritten with the few fields of the webhook.
      if (isOwn && node) found.set(postId, inboundPost(node, account, isAd));
      return { id: postId, isOwn, isAd, authorId: node?.from?.id };
    },
  };
}

async function readIfShown(channel: FacebookChannel, postId: string): Promise<Post | null> {
  return await unlessGoneOrRefused(readPost(channel, postId));
}
