import type { PullPage } from '../contract.ts';
import type { FacebookChannel } from './credentials.ts';
import { inboundPost, isAdPost, mentionOfPost, withHiding } from './inbound.ts';
import { messagesOf, readPost, walkComments } from './read-comments.ts';

/** Reads a post and everything under it. */
export async function* rereadPost(
  channel: FacebookChannel,
  postId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const { account } = channel;
  const node = await readPost(channel, postId);
  const isOwn = !node.from || node.from.id === account.externalId;
  const isAd = isAdPost(node);
  yield isOwn
    ? { events: [], posts: [inboundPost(node, account, isAd)] }
    : { events: withHiding(mentionOfPost(node, 'visitor_post'), node.is_hidden) };
  const under = { id: node.id, isOwn, isAd, authorId: node.from?.id };
  for await (const { data } of walkComments(channel, postId)) {
    const events = messagesOf(data, under, account).flatMap(({ node: one, message }) =>
      withHiding(message, one.is_hidden),
    );
    if (events.length > 0) yield { events };
  }
}
