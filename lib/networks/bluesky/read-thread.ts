import { NetworkError } from '../errors.ts';
import type { Session } from './session.ts';
import type { Posts } from './thread-context.ts';
import { threadAnswer, type ThreadNode } from './wire.ts';

/** A thread from a post downwards. @returns null when the post is no more */
export async function readThread(session: Session, uri: string, depth: number): Promise<ThreadNode | null> {
  try {
    const query = { uri, depth, parentHeight: 0 };
    return (await session.query('app.bsky.feed.getPostThread', query, threadAnswer)).thread;
  } catch (cause) {
    if (cause instanceof NetworkError && cause.kind === 'gone') return null;
    throw cause;
  }
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
