import type { ChannelAccount, InboundMessage } from '../contract.ts';
import { GraphError } from '../kit/meta/errors.ts';
import { walkPages } from '../kit/meta/paging.ts';
import type { FacebookChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { inboundComment, type Under } from './inbound.ts';
import { commentFields, commentsAnswer, post, postFields, type Comment, type Post } from './wire.ts';

const PAGE = 100;

export async function readPost(channel: FacebookChannel, postId: string): Promise<Post> {
  return await callGraph(channel, { path: postId, query: { fields: postFields }, schema: post });
}

/**
 * All comments of a post at every depth, the newest first, page by page. An old list cursor may be invalid: then
 * reading restarts from the newest.
 */
export async function* walkComments(
  channel: FacebookChannel,
  postId: string,
  after?: string,
): AsyncGenerator<{ data: Comment[]; after: string | undefined }, void, undefined> {
  const read = (from: string | undefined) =>
    callGraph(channel, {
      path: `${postId}/comments`,
      query: { filter: 'stream', order: 'reverse_chronological', limit: PAGE, after: from, fields: commentFields },
      schema: commentsAnswer,
    });
  try {
    yield* walkPages(read, { after });
  } catch (error) {
    if (after === undefined || !isBadCursor(error)) throw error;
    yield* walkPages(read);
  }
}

/** Comments as messages. For the Page's own comments, the contact is found among them too. */
export function messagesOf(
  comments: Comment[],
  under: Under,
  account: ChannelAccount,
): { node: Comment; message: InboundMessage }[] {
  const byId = new Map(comments.map((node) => [node.id, node]));
  const contactOf = (id: string, depth = 0): string | undefined => {
    const node = byId.get(id);
    if (!node || depth > 10) return undefined;
    if (node.from && node.from.id !== account.externalId) return node.from.id;
    return node.parent ? contactOf(node.parent.id, depth + 1) : undefined;
  };
  return comments.map((node) => ({ node, message: inboundComment(node, under, account, contactOf) }));
}

/** Whether the list no longer knows a cursor ("Graph API, Paginated results"): a bad parameter without a subcode. */
export function isBadCursor(error: unknown): boolean {
  return error instanceof GraphError && error.code === 100 && error.kind === 'refused';
}
