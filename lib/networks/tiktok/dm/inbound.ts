import type { InboundAttachment, InboundAuthor, InboundMessage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { callTikTok } from '../calls.ts';
import type { TikTokChannel } from '../credentials.ts';
import { accountAuthor, profileUrl } from '../inbound.ts';
import { type Message, mediaAnswer, type MessagesAnswer } from './wire.ts';

type Participants = NonNullable<MessagesAnswer['participants']>;

/** Whether the account wrote it, here or in any other tool. */
export function isOwn({ from_user: from }: Pick<Message, 'from_user'>, businessId: string): boolean {
  return from?.role === 'BUSINESS_ACCOUNT' || from?.id === businessId;
}

/** The other person's key: the same as under comments. */
export function contactOf(message: Message, businessId: string): string {
  const own = isOwn(message, businessId);
  const other = own ? message.to_user : message.from_user;
  return other?.id || (own ? message.recipient : message.sender) || 'unknown';
}

/** One message of a conversation, from a list or a delivery. Requests the address of its picture or video. */
export async function messageOf(
  channel: TikTokChannel,
  message: Message,
  { conversationId, participants = [] }: { conversationId: string; participants?: Participants },
): Promise<InboundMessage> {
  const { businessId } = channel.credentials;
  const own = isOwn(message, businessId);
  const contact = contactOf(message, businessId);
  const attachments = await attachmentsOf(channel, message, conversationId);
  return {
    type: 'message',
    externalId: message.message_id,
    kind: 'message',
    threadExternalId: conversationId,
    direction: own ? 'outbound' : 'inbound',
    author: own ? accountAuthor(channel.account) : authorOf(contact, message.sender ?? '', participants),
    ...(own && { contactExternalId: contact }),
    text: message.text?.body ?? message.template?.title ?? '',
    createdAt: message.timestamp,
    ...(attachments.length > 0 && { attachments }),
    reference: { conversationId },
  };
}

function authorOf(externalId: string, handle: string, participants: Participants): InboundAuthor {
  const shown = participants.find(({ id }) => id === externalId);
  return {
    externalId,
    handle,
    name: shown?.display_name || handle || externalId,
    ...(shown?.profile_image && { avatarUrl: shown.profile_image }),
    ...(handle && { profileUrl: profileUrl(handle) }),
  };
}

async function attachmentsOf(
  channel: TikTokChannel,
  message: Message,
  conversationId: string,
): Promise<InboundAttachment[]> {
  const { image, video, sticker, emoji, share_post: shared } = message;
  const found: InboundAttachment[] = [];
  for (const [kind, media] of [
    ['image', image],
    ['video', video],
  ] as const) {
    if (!media?.media_id) continue;
    const url = await mediaUrl(channel, {
      conversationId,
      messageId: message.message_id,
      mediaId: media.media_id,
      kind,
    });
    if (url) found.push({ kind, url });
  }
  for (const drawn of [sticker?.url, emoji?.url]) if (drawn) found.push({ kind: 'image', url: drawn });
  if (shared?.embed_url) found.push({ kind: 'link', url: shared.embed_url });
  return found;
}

/** The address of a picture or video, valid for 24 hours; null when the network gives none. */
async function mediaUrl(
  channel: TikTokChannel,
  {
    conversationId,
    messageId,
    mediaId,
    kind,
  }: { conversationId: string; messageId: string; mediaId: string; kind: 'image' | 'video' },
): Promise<string | null> {
  const json = {
    conversation_id: conversationId,
    message_id: messageId,
    media_id: mediaId,
    media_type: kind.toUpperCase(),
  };
  const endpoint = 'business/message/media/download' as const;
  try {
    return (await callTikTok(channel, { endpoint, json, data: mediaAnswer, writes: false })).download_url;
  } catch (error) {
    // A message is reported even when its picture is gone, or where it is cannot be read.
    if (!(error instanceof NetworkError)) throw error;
    if (error.kind === 'gone' || error.kind === 'refused' || error.reason === 'unexpected_answer') return null;
    throw error;
  }
}
