import { NetworkError } from '../errors.ts';
import { walkPages, type GraphPage } from '../kit/meta/paging.ts';
import { unlessGone } from '../kit/unless-gone.ts';
import type { InstagramChannel } from './credentials.ts';
import { callGraph, senderOf } from './calls.ts';
import { costs, limits } from './limits.ts';
import {
  comment,
  commentAlone,
  commentAloneFields,
  commentFields,
  commentPage,
  conversationPage,
  mediaFields,
  mediaPage,
  messageFields,
  replyFields,
  replyPage,
  type Comment,
  type Media,
  type Reply,
} from './wire.ts';

const MEDIA_A_PAGE = 50;
const CONVERSATIONS_A_PAGE = 25;
/** A longer thread is read only in part: the network does not say how long it is. */
const REPLY_PAGES = 10;

/** A page of the account's own media, or of those it is tagged in, newest first. */
export function readMedia(
  channel: InstagramChannel,
  edge: 'media' | 'tags',
  after?: string,
): Promise<GraphPage<Media>> {
  return callGraph(channel, {
    path: `${channel.account.externalId}/${edge}`,
    query: { fields: mediaFields, limit: MEDIA_A_PAGE, after },
    schema: mediaPage,
  });
}

/** A page of a media's comments, newest first, each with its answers. */
export async function readComments(
  channel: InstagramChannel,
  mediaId: string,
  after?: string,
): Promise<GraphPage<Comment>> {
  const page = await callGraph(channel, {
    path: `${mediaId}/comments`,
    query: { fields: commentFields, limit: limits.commentsOfPage, after },
    schema: commentPage,
  });
  for (const one of page.data) {
    if (one.replies?.paging?.next) one.replies = { data: await readReplies(channel, one.id) };
  }
  return page;
}

/** All answers to a comment. */
export async function readReplies(channel: InstagramChannel, commentId: string): Promise<Reply[]> {
  const replies: Reply[] = [];
  const read = (after: string | undefined) =>
    callGraph(channel, {
      path: `${commentId}/replies`,
      query: { fields: replyFields, limit: limits.commentsOfPage, after },
      schema: replyPage,
    });
  for await (const { data } of walkPages(read, { maxPages: REPLY_PAGES })) replies.push(...data);
  return replies;
}

/** A comment with the media it belongs to; null when it is gone or hidden from us. */
export async function readComment(channel: InstagramChannel, commentId: string) {
  return await unlessGone(
    callGraph(channel, { path: commentId, query: { fields: commentAloneFields }, schema: commentAlone }),
  );
}

/** A comment with its answers; null when it is gone. */
export async function readThread(channel: InstagramChannel, commentId: string): Promise<Comment | null> {
  return await unlessGone(callGraph(channel, { path: commentId, query: { fields: commentFields }, schema: comment }));
}

/**
 * Conversations, the most recently active first, each with its latest messages: the network lets twenty of them be
 * read.
 * @param contactId only the conversation with this person
 */
export function readConversations(
  channel: InstagramChannel,
  { after, contactId }: { after?: string; contactId?: string } = {},
) {
  const messages = `messages.limit(${limits.messagesOfConversation}){${messageFields}}`;
  return callGraph(channel, {
    path: `${senderOf(channel)}/conversations`,
    query: {
      platform: 'instagram',
      fields: `id,updated_time,participants,is_owner,${messages}`,
      ...(contactId ? { user_id: contactId } : { limit: CONVERSATIONS_A_PAGE }),
      after,
    },
    schema: conversationPage,
    costs: costs.conversations,
  });
}

/** Whether the list cursor is no longer valid, because the entry it points to was deleted. */
export function isBadCursor(error: unknown): boolean {
  return error instanceof NetworkError && error.kind === 'refused' && error.reason === 'rejected';
}
