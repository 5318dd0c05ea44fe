import type { InboundPost } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { FacebookChannel } from '../credentials.ts';
import { inboundPost, isAdPost, type Under } from '../inbound.ts';
import { readPost } from '../read-comments.ts';
import type { Post } from '../wire.ts';
import type { FeedValue } from './wire.ts';

export type PostReader = {
  /** What a comment stands under, as the network has it now. */
  under: (postId: string, said: FeedValue) => Promise<Under>;
  /** A post as it is now; null when it cannot be read. */
  read: (postId: string) => Promise<Post | null>;
  /** The Page's posts that comments were found under. */
  found: () => InboundPost[];
};

/**
 * Reads the posts that a delivery names, each once: the posts of ads are announced nowhere, their comments are
 * ("Webhooks, Page").
 */
export function postReader(channel: FacebookChannel): PostReader {
  const { account } = channel;
  const read = new Map<string, Promise<Post | null>>();
  const found = new Map<string, InboundPost>();

  const readOnce = (postId: string): Promise<Post | null> => {
    const reading = read.get(postId) ?? readIfShown(channel, postId);
    read.set(postId, reading);
    return reading;
  };
  return {
    read: readOnce,
    found: () => [...found.values()],
    under: async (postId, said) => {
      const node = await readOnce(postId);
      const isAd = node ? isAdPost(node) : said.post?.is_published === false;
      const isOwn = node ? !node.from || node.from.id === account.externalId : true;
      // What cannot be read now may be known already: the little that the webhook says must not stand in its place.
      if (isOwn && node) found.set(postId, inboundPost(node, account, isAd));
      return { id: postId, isOwn, isAd, authorId: node?.from?.id };
    },
  };
}

async function readIfShown(channel: FacebookChannel, postId: string): Promise<Post | null> {
  try {
    return await readPost(channel, postId);
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'gone' || error.kind === 'refused')) return null;
    throw error;
  }
}
