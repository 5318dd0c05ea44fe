import { type AppBskyFeedDefs, AppBskyFeedPost, AtpAgent } from '@atproto/api';
import { readThread, type ThreadPost } from '#tests/networks/bluesky/read-thread.ts';

/**
 * What anyone sees of the brand on the network: the threads it began and those it answered in, the latest first.
 * Read from the app view, without an account.
 */
export async function publicThreads(appViewUrl: string, brandDid: string): Promise<ThreadPost[]> {
  const agent = new AtpAgent({ service: appViewUrl });
  const [answered, own] = await Promise.all([
    agent.getAuthorFeed({ actor: brandDid, filter: 'posts_with_replies', limit: 50 }),
    agent.getAuthorFeed({ actor: brandDid, filter: 'posts_no_replies', limit: 50 }),
  ]);
  const roots = new Set([...answered.data.feed, ...own.data.feed].map(({ post }) => rootOf(post)));
  const threads = await Promise.all([...roots].map((uri) => readThread(agent, uri)));
  return threads.filter((thread) => thread !== undefined);
}

function rootOf({ uri, record }: AppBskyFeedDefs.PostView): string {
  return (AppBskyFeedPost.isRecord(record) && (record as AppBskyFeedPost.Record).reply?.root.uri) || uri; // the guard narrows to its $type only
}
