import type { Session } from './session.ts';
import type { Posts } from './thread-context.ts';
import { threadAnswer, type ThreadNode } from './wire.ts';
import { unlessGone } from '../kit/unless-gone.ts';

/** A thread from a post downwards. @returns null when the post is gone */
export async function readThread(session: Session, uri: string, depth: number): Promise<ThreadNode | null> {
  const query = { uri, depth, parentHeight: 0 };
  const answer = await unlessGone(session.query('app.bsky.feed.getPostThread', query, threadAnswer));
  return answer?.thread ?? null;
}

export function postsOfThread(root: ThreadNode): Posts {
  const posts: Posts = new Map();
  const left = [root];
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.post) posts.set(node.post.uri, node.post);
    left.push(...(node.replies ?? []));
  }
  return posts;
}
