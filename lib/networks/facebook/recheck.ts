import type { StoredMessage, InboundEvent, InboundMessage } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { findConversation, readMessages } from './acts/conversation.ts';
import type { FacebookChannel } from './credentials.ts';
import { callGraph } from './calls.ts';
import { inboundComment, mentionOfPost } from './inbound.ts';
import { contactIn, inboundDirectMessage } from './inbound-message.ts';
import { inboundReview, reviewIdOf } from './inbound-review.ts';
import { readPost } from './read-comments.ts';
import { missingReviews } from './missing-reviews.ts';
import { readRatings } from './read-ratings.ts';
import { comment, commentFields } from './wire.ts';

/**
 * Reads messages again. No node says when it was edited: each comes back with the time of the look, and is an edit where
 * its words differ. Of conversations the 20 latest messages can be read, of recommendations the latest page: of older
 * ones nothing is said, but that a recommendation is in the list no more.
 */
export async function recheck(channel: FacebookChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const posts = messages.filter(({ kind }) => kind === 'comment' || kind === 'mention');
  const events: InboundEvent[] = [];
  for (const held of posts) events.push(...(await recheckObject(channel, held)));
  const threads = new Set(messages.filter(({ kind }) => kind === 'message').map((held) => held.threadExternalId));
  for (const thread of threads) events.push(...(await recheckConversation(channel, thread, messages)));
  if (messages.some(({ kind }) => kind === 'review')) events.push(...(await recheckReviews(channel, messages)));
  return events;
}

async function recheckObject(channel: FacebookChannel, held: StoredMessage): Promise<InboundEvent[]> {
  const { is } = held.reference;
  try {
    return [edited(channel, await readObject(channel, held))];
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'gone') throw error;
    // Elsewhere, it may be its author's privacy that hides it.
    if (is === 'mention' || is === 'tag') return [];
    return [{ type: 'message_deleted', externalId: held.externalId, deletedAt: channel.now() }];
  }
}

async function readObject(channel: FacebookChannel, held: StoredMessage): Promise<InboundMessage> {
  const { is } = held.reference;
  if (is === 'visitor_post' || is === 'tag') return mentionOfPost(await readPost(channel, held.externalId), is);
  const node = await callGraph(channel, { path: held.externalId, query: { fields: commentFields }, schema: comment });
  const message = inboundComment(node, { id: held.threadExternalId, isOwn: held.kind === 'comment' }, channel.account);
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
  // When it was written is not said: only the whole list tells that one is missing.
  const gone = await missingReviews(
    channel,
    [...asked].map((id) => [id, -Infinity] as const),
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
