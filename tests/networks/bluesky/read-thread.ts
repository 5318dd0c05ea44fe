import {
  type Agent,
  AppBskyEmbedImages,
  AppBskyEmbedRecord,
  AppBskyFeedDefs,
  type AppBskyFeedPost,
  AppBskyFeedThreadgate,
} from '@atproto/api';

/** One post as its readers see it, with the answers below it. */
export interface ThreadPost {
  uri: string;
  cid: string;
  author: { did: string; handle: string; displayName: string | undefined; avatarUrl: string | undefined };
  text: string;
  /** The language its author named. */
  lang: string | undefined;
  /** As written by its author. */
  createdAt: Date;
  images: { url: string; alt: string }[];
  /** The post that it quotes. */
  quotedUri: string | undefined;
  likeCount: number;
  repostCount: number;
  /** The thread's owner hid it: clients fold it away. */
  isHidden: boolean;
  /** On the root of a thread: the answers that its owner hid. */
  hiddenReplies: string[];
  /** Oldest first. */
  replies: ThreadPost[];
}

/**
 * A post and all answers below it, read from the app view.
 * @returns undefined when the post is not there, deleted, or blocked
 */
export async function readThread(agent: Agent, uri: string): Promise<ThreadPost | undefined> {
  try {
    const { data } = await agent.app.bsky.feed.getPostThread({ uri, depth: 100, parentHeight: 0 });
    return AppBskyFeedDefs.isThreadViewPost(data.thread)
      ? toThreadPost(data.thread, hiddenBy(data.threadgate))
      : undefined;
  } catch (error) {
    if (error instanceof Error && 'error' in error && error.error === 'NotFound') return undefined;
    throw error;
  }
}

function hiddenBy(threadgate: AppBskyFeedDefs.ThreadgateView | undefined): string[] {
  const record = threadgate?.record;
  return AppBskyFeedThreadgate.isRecord(record) ? ((record as AppBskyFeedThreadgate.Record).hiddenReplies ?? []) : [];
}

function toThreadPost({ post, replies = [] }: AppBskyFeedDefs.ThreadViewPost, hidden: string[]): ThreadPost {
  const record = post.record as unknown as AppBskyFeedPost.Record; // a post view's record is a post
  const { did, handle, displayName, avatar } = post.author;
  return {
    uri: post.uri,
    cid: post.cid,
    author: { did, handle, displayName, avatarUrl: avatar },
    text: record.text,
    lang: record.langs?.[0],
    createdAt: new Date(record.createdAt),
    images: AppBskyEmbedImages.isView(post.embed)
      ? post.embed.images.map(({ fullsize, alt }) => ({ url: fullsize, alt }))
      : [],
    quotedUri:
      AppBskyEmbedRecord.isView(post.embed) && 'uri' in post.embed.record ? String(post.embed.record.uri) : undefined,
    likeCount: post.likeCount ?? 0,
    repostCount: post.repostCount ?? 0,
    isHidden: hidden.includes(post.uri),
    hiddenReplies: hidden,
    replies: replies
      .filter((reply) => AppBskyFeedDefs.isThreadViewPost(reply))
      .map((reply) => toThreadPost(reply, hidden))
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
  };
}
