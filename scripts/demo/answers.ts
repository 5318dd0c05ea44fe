import { AppBskyFeedDefs, AppBskyFeedPost, AtUri } from '@atproto/api';
import type { Fan } from '#tests/networks/bluesky/fan.ts';

/** The brand's latest answers and whom each of them answers, newest first. */
export async function answersToFans(brand: Fan): Promise<{ uri: string; fanDid: string }[]> {
  const { data } = await brand.agent.getAuthorFeed({ actor: brand.did, filter: 'posts_with_replies', limit: 30 });
  return data.feed.flatMap(({ post, reason }) => {
    if (AppBskyFeedDefs.isReasonRepost(reason) || !AppBskyFeedPost.isRecord(post.record)) return [];
    const { reply } = post.record as AppBskyFeedPost.Record; // the guard narrows to its $type only
    return reply ? [{ uri: post.uri, fanDid: new AtUri(reply.parent.uri).host }] : [];
  });
}
