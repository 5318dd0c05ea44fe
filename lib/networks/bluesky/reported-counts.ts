import type { Session } from './session.ts';
import { postsOfThread, readThread } from './read-thread.ts';

/** The deepest that the network reads a thread. */
const WHOLE_THREAD = 1000;

/**
 * How many replies the network counts in each thread. A post's count has only direct replies, so the counts of all
 * posts of the thread are added up. Posts that are gone are left out.
 */
export async function reportedCounts(session: Session, uris: string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const uri of uris) {
    const thread = await readThread(session, uri, WHOLE_THREAD);
    if (!thread?.post) continue;
    const posts = [...postsOfThread(thread).values()];
    counts.set(
      uri,
      posts.reduce((sum, { replyCount = 0 }) => sum + replyCount, 0),
    );
  }
  return counts;
}
