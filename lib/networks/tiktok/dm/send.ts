import type { ActionRequest, Receipt } from '../../contract.ts';
import { findUnclaimed } from '../../kit/own-messages.ts';
import { callTikTok } from '../calls.ts';
import { type Act, refuse } from '../acts/act.ts';
import { checkText, pictureOf } from '../acts/texts.ts';
import type { TikTokChannel } from '../credentials.ts';
import { sizes } from '../limits.ts';
import { hasMessages, hasPrivateReplies, regionOf } from '../regions.ts';
import { nothing } from '../wire.ts';
import { contactOf, isOwn } from './inbound.ts';
import { readConversations, readMessages, updatedAt } from './read.ts';
import { type Message, sentMessage, uploadedMedia } from './wire.ts';

/** How much the network's clock and ours may differ. */
const CLOCK_SKEW_MS = 30_000;
/** The most messages that the network returns of a conversation. */
const LATEST = 20;
/** The most conversations searched for a private reply. */
const LOOKED_THROUGH = 10;

/**
 * A message in a conversation. The network accepts no idempotency key, so the conversation is read first: the
 * account's own message with this text, sent through an app since it was requested, is the one.
 */
export const sendMessage: Act = {
  async perform(channel, action) {
    if (!hasMessages(regionOf(channel.credentials, channel.app))) throw refuse('region_excluded');
    checkText(action.text, sizes.message);
    const to = { recipient_type: 'CONVERSATION', recipient: action.target.threadExternalId };
    const sent = await send(channel, { ...to, ...(await contentOf(channel, action)) });
    return receiptOf(sent, action.target.threadExternalId);
  },
  find: (channel, action) => findIn(channel, action, action.target.threadExternalId),
};

/** Marks the whole conversation as read, which the other person sees. */
export const markRead: Act = {
  async perform(channel, { target }) {
    if (!hasMessages(regionOf(channel.credentials, channel.app))) throw refuse('region_excluded');
    const to = { recipient_type: 'CONVERSATION', recipient: target.threadExternalId };
    const json = { ...to, message_type: 'SENDER_ACTION', sender_action: 'MARK_READ' };
    await callTikTok(channel, { endpoint: 'business/message/send', json, data: nothing, writes: false });
    return {};
  },
  // Repeating it changes nothing.
  find: () => Promise.resolve(null),
};

/**
 * Answers a comment in private (Comment-to-Message). The account must have this feature switched on, so it is
 * switched on first.
 */
export const replyPrivately: Act = {
  async perform(channel, { target, text, attachments }) {
    if (!hasPrivateReplies(regionOf(channel.credentials, channel.app))) throw refuse('region_excluded');
    if (target.reference.parentId) throw refuse('top_level_only');
    if (attachments.length > 0) throw refuse('attachment_refused', 'private replies are text alone');
    checkText(text, sizes.message);
    const turnOn = { direct_reply_type: 'COMMENT_TO_MESSAGE', operation_status: 'ENABLE' };
    const endpoint = 'business/message/direct_reply/update' as const;
    await callTikTok(channel, { endpoint, json: turnOn, data: nothing, writes: false });
    const comment = { reply_type: 'COMMENT_REPLY', comment_reply: { comment_id: target.externalId } };
    return receiptOf(await send(channel, { message_type: 'TEXT', text: { body: text }, direct_reply: comment }));
  },
  async find(channel, action) {
    const { requestedAt, target } = action;
    const since = requestedAt.getTime() - CLOCK_SKEW_MS;
    const lately = (await readConversations(channel)).filter((one) => updatedAt(one) === 0 || updatedAt(one) >= since);
    for (const { conversation_id: id } of lately.slice(0, LOOKED_THROUGH)) {
      const found = await findIn(channel, action, id, { to: target.authorExternalId });
      if (found !== null) return found === 'unknown' ? found : { ...found, reference: {} };
    }
    return lately.length > LOOKED_THROUGH ? 'unknown' : null;
  },
};

async function send(channel: TikTokChannel, json: Record<string, unknown>): Promise<string> {
  const sent = await callTikTok(channel, { endpoint: 'business/message/send', json, data: sentMessage });
  return sent.message.message_id;
}

async function findIn(
  channel: TikTokChannel,
  action: ActionRequest,
  conversationId: string,
  { to }: { to?: string } = {},
): Promise<Receipt | null | 'unknown'> {
  const { businessId } = channel.credentials;
  const { messages } = await readMessages(channel, conversationId);
  const earliest = action.requestedAt.getTime();
  const same = messages.filter(
    (message) =>
      isOwn(message, businessId) && isSame(message, action) && (!to || contactOf(message, businessId) === to),
  );
  const lately = same.filter(({ timestamp }) => +timestamp > earliest - CLOCK_SKEW_MS);
  const own = lately.toSorted((one, other) => +other.timestamp - +one.timestamp);
  const ours = await findUnclaimed(own, ({ message_id: id }) => id, action);
  if (ours) return +ours.timestamp >= earliest ? receiptOf(ours.message_id, conversationId) : 'unknown';
  // There were so many messages since that the network no longer returns the earlier ones.
  const isCut = messages.length >= LATEST && messages.every(({ timestamp }) => +timestamp > earliest);
  return isCut ? 'unknown' : null;
}

function isSame({ text, image, message_tag: tag }: Message, action: ActionRequest): boolean {
  if (tag?.source && tag.source !== 'API' && tag.source !== 'UNKNOWN_SOURCE') return false;
  return action.attachments.length > 0 ? image?.media_id !== undefined : text?.body === action.text;
}

async function contentOf(channel: TikTokChannel, action: ActionRequest): Promise<Record<string, unknown>> {
  const picture = pictureOf(action, sizes.messageImage);
  if (!picture) return { message_type: 'TEXT', text: { body: action.text } };
  const form = new FormData();
  form.set('business_id', channel.credentials.businessId);
  form.set('media_type', 'IMAGE');
  form.set('file', new Blob([picture.bytes], { type: picture.mimeType }), `image.${picture.mimeType.split('/')[1]}`);
  const upload = {
    endpoint: 'business/message/media/upload',
    multipart: form,
    data: uploadedMedia,
    writes: false,
  } as const;
  const { media_id } = await callTikTok(channel, upload);
  return { message_type: 'IMAGE', image: { media_id } };
}

function receiptOf(externalId: string, conversationId?: string): Receipt {
  return { externalId, reference: conversationId === undefined ? {} : { conversationId } };
}
