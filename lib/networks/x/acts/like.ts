import { callX } from '../calls.ts';
import type { XChannel } from '../credentials.ts';
import { nothingKnown } from '../posts/known.ts';
import { readPosts } from '../posts/read.ts';
import { prices } from '../prices.ts';
import { isEnterprise } from '../tier.ts';
import { done } from '../wire.ts';
import { refuse, versionOf, type Act } from './act.ts';

/** How many of the latest likes are checked: one that was just made is among them. */
const LATEST = 20;

/** Likes a post, which only apps of the enterprise level may do. Liking twice leaves one like. */
export const like: Act = {
  async perform(channel, action) {
    if (!isEnterprise(channel.app)) throw refuse('tier_needed');
    await callX(channel, {
      endpoint: 'like',
      method: 'POST',
      path: `/2/users/${channel.account.externalId}/likes`,
      body: { json: { tweet_id: versionOf(action) } },
      schema: done,
      writes: false,
      price: () => prices.interact,
    });
    return {};
  },
  find: async (channel, action) => ((await isLiked(channel, versionOf(action))) ? {} : null),
};

export const unlike: Act = {
  async perform(channel, action) {
    if (!isEnterprise(channel.app)) throw refuse('tier_needed');
    await callX(channel, {
      endpoint: 'like',
      method: 'DELETE',
      path: `/2/users/${channel.account.externalId}/likes/${versionOf(action)}`,
      schema: done,
      writes: false,
      price: () => prices.takeBack,
    });
    return {};
  },
  find: async (channel, action) => ((await isLiked(channel, versionOf(action))) ? null : {}),
};

async function isLiked(channel: XChannel, version: string): Promise<boolean> {
  const { posts } = await readPosts(channel, nothingKnown(channel.account.externalId), {
    endpoint: 'likedPosts',
    path: `/2/users/${channel.account.externalId}/liked_tweets`,
    query: { max_results: LATEST },
    isPartOfWrite: true,
  });
  return posts.some(({ history }) => history.includes(version));
}
