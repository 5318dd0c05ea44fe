import type { StoredMessage, InboundEvent, InboundMessage } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { findConversation, readMessages } from './acts/conversation.ts';
import type { FacebookChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { inboundComment, mentionOfPost } from './inbound.ts';
import { contactIn, inboundDirectMessage } from './inbound-message.ts';
import { inboundReview, reviewIdOf } from './reviews/inbound.ts';
import { readPost } from './read-comments.ts';
import { missingReviews } from './reviews/find-missing.ts';
import { readRatings } from './reviews/read.ts';
import { comment, commentFields } from './wire.ts';

/**
 * Reads messages again. No node says when it was edited: each comes back with the time of this reading, and is an
 * edit where its text differs. Only the 20 latest messages of a conversation and the latest page of recommendations
 * can be read; of older ones nothing is reported, except that a recommendation is missing from the list.
 */
export async function recheck(channel: FacebookChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const posts = messages.filter(({ kind }) => kind === 'comment' || kind === 'mention');
  const events: InboundEvent[] = [];
  for (const existing of posts) events.push(...(await recheckObject(channel, existing)));
  const threads = new Set(
    messages.filter(({ kind }) => kind === 'message').map((existing) => existing.threadExternalId),
  );
  for (const thread of threads) events.push(...(await recheckConversation(channel, thread, messages)));
  if (messages.some(({ kind }) => kind === 'review')) events.push(...(await recheckReviews(channel, messages)));
  return events;
}

async function recheckObject(channel: FacebookChannel, existing: StoredMessage): Promise<InboundEvent[]> {
  const { is } = existing.reference;
  try {
    return [edited(channel, await readObject(channel, existing))];
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'gone') throw error;
    // On other Pages and profiles, the author's privacy settings may hide it.
    if (is === 'mention' || is === 'tag') return [];
    return [{ type: 'message_deleted', externalId: existing.externalId, deletedAt: channel.now() }];
  }
}

async function readObject(channel: FacebookChannel, existing: StoredMessage): Promise<InboundMessage> {
  const { is } = existing.reference;
  if (is === 'visitor_post' || is === 'tag') return mentionOfPost(await readPost(channel, existing.externalId), is);
  const node = await callGraph(channel, {
    path: existing.externalId,
    query: { fields: commentFields },
    schema: comment,
  });
  const message = inboundComment(
    node,
    { id: existing.threadExternalId, isOwn: existing.kind === 'comment' },
    channel.account,
  );
  return is === 'mention' ? { ...message, reference: { ...message.reference, is } } : message;
}

async function recheckConversation(
  channel: FacebookChannel,
  thread: string,
  messages: StoredMessage[],
): Promise<InboundEvent[]> {
  const conversation = await findConversation(channel, thread);
  const contact = conversation && contactIn(conversation, channel.account);
  if (!conversation || !contact) return [];
  const asked = new Set(messages.map(({ externalId }) => externalId));
  return (await readMessages(channel, conversation.id))
    .filter(({ id }) => asked.has(id))
    .map((node) => edited(channel, inboundDirectMessage(node, contact, channel.account)));
}

async function recheckReviews(channel: FacebookChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const reviews = messages.filter(
    ({ kind, externalId, threadExternalId }) => kind === 'review' && externalId === threadExternalId,
  );
  if (reviews.length === 0) return [];
  const asked = new Set(reviews.map(({ externalId }) => externalId));
  const page = await readRatings(channel, undefined);
  // Without the time of writing, only a list that was read to its end shows that a review is missing.
  const gone = await missingReviews(
    channel,
    [...asked].map((id) => ({ id, at: -Infinity })),
    page,
  );
  return [
    ...page.data
      .filter((node) => asked.has(reviewIdOf(node)))
      .map((node) => edited(channel, inboundReview(node, channel.account))),
    ...gone.map((externalId) => ({ type: 'message_deleted' as const, externalId, deletedAt: channel.now() })),
  ];
}

function edited(channel: FacebookChannel, message: InboundMessage): InboundMessage {
  return { ...message, editedAt: channel.now() };
}
