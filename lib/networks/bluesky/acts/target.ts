import type { ActionRequest } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { refuse } from './act.ts';
import type { Session } from '../session.ts';
import { readPosts } from '../thread-context.ts';
import { readThread } from '../read-thread.ts';
import type { PostView } from '../wire.ts';

/**
 * Reads the post to answer or like as it is now: the network would accept an answer to a deleted post, and nobody
 * would see it.
 * @throws NetworkError `gone`, or `refused` when one of the two has blocked the other
 */
export async function readTarget(session: Session, { target }: ActionRequest): Promise<PostView> {
  const post = (await readPosts(session, [target.externalId])).get(target.externalId);
  if (post?.author.viewer?.blockedBy || post?.author.viewer?.blocking) throw refuse('blocked');
  if (post) return post;
  const thread = await readThread(session, target.externalId, 0);
  if (thread?.blocked) throw refuse('blocked');
  if (thread?.post) return thread.post;
  throw new NetworkError('gone', 'target_gone');
}
