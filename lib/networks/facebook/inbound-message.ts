import type { ChannelAccount, InboundAttachment, InboundMessage } from '../contract.ts';
import { authorOf } from './inbound.ts';
import type { Conversation, DirectMessage, Person } from './wire.ts';

/** The person in a conversation; undefined where only the Page is left in it. */
export function contactIn({ participants }: Conversation, account: ChannelAccount): Person | undefined {
  return participants.data.find(({ id }) => id !== account.externalId);
}

/** A message from a poll. Its thread is the person, as in `kit/meta/messaging-inbound.ts`. */
export function inboundDirectMessage(node: DirectMessage, contact: Person, account: ChannelAccount): InboundMessage {
  const isOutbound = node.from?.id === account.externalId;
  const attachments = attachmentsOf(node);
  return {
    type: 'message',
    externalId: node.id,
    kind: 'message',
    threadExternalId: contact.id,
    direction: isOutbound ? 'outbound' : 'inbound',
    author: isOutbound ? account : authorOf(node.from ?? contact, node.id),
    ...(isOutbound ? { contactExternalId: contact.id } : {}),
    text: node.message,
    createdAt: node.created_time,
    ...(attachments.length > 0 ? { attachments } : {}),
    reference: { psid: contact.id, mid: node.id },
  };
}

function attachmentsOf({ attachments, sticker }: DirectMessage): InboundAttachment[] {
  const files = (attachments?.data ?? []).flatMap((one): InboundAttachment[] => {
    const place = one.image_data ?? one.video_data;
    const url = place?.url ?? one.file_url;
    if (!url) return [];
    return [
      {
        kind: kindOf(one.mime_type, one),
        url,
        ...(one.mime_type ? { mimeType: one.mime_type } : {}),
        ...(place?.preview_url ? { previewUrl: place.preview_url } : {}),
        ...(place?.width && place.height ? { width: place.width, height: place.height } : {}),
        ...(one.name ? { title: one.name } : {}),
      },
    ];
  });
  return sticker && files.length === 0 ? [{ kind: 'image', url: sticker }] : files;
}

function kindOf(
  mimeType = '',
  { image_data, video_data }: { image_data?: unknown; video_data?: unknown },
): InboundAttachment['kind'] {
  const [family] = mimeType.split('/');
  if (family === 'image' || image_data) return 'image';
  if (family === 'video' || video_data) return 'video';
  return family === 'audio' ? 'audio' : 'file';
}
