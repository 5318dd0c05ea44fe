import type { ChannelAccount, InboundAttachment, InboundAuthor, InboundMessage } from '../contract.ts';
import { authorOf } from './inbound.ts';
import type { Conversation, DirectMessage } from './wire.ts';

/** The person in a conversation; undefined where only the account is left in it. */
export function contactIn({ participants }: Conversation, account: ChannelAccount): InboundAuthor | undefined {
  const other = participants.data.find(({ id, username }) => id !== account.externalId && username !== account.handle);
  return other && authorOf({ from: other }, other.id);
}

/** A message from a poll. Its thread is the person, as in `kit/meta/messaging-inbound.ts`. */
export function inboundDirectMessage(
  node: DirectMessage,
  contact: InboundAuthor,
  account: ChannelAccount,
): InboundMessage {
  const isOutbound = node.from !== undefined && node.from.id !== contact.externalId;
  const { mention, reply_to: answered } = node.story ?? {};
  const attachments = [...storyOf(mention?.link ?? answered?.link), ...attachmentsOf(node)];
  return {
    type: 'message',
    externalId: node.id,
    kind: 'message',
    threadExternalId: contact.externalId,
    direction: isOutbound ? 'outbound' : 'inbound',
    author: isOutbound ? account : contact,
    ...(isOutbound ? { contactExternalId: contact.externalId } : {}),
    ...(node.reply_to?.mid ? { parentExternalId: node.reply_to.mid } : {}),
    text: node.message,
    createdAt: node.created_time,
    ...(mention ? { variant: 'story' as const } : answered ? { variant: 'story_reply' as const } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    reference: { psid: contact.externalId, mid: node.id },
  };
}

/** A story may be stored only for its life of a day, so only its link is stored. */
function storyOf(url: string | undefined): InboundAttachment[] {
  return url ? [{ kind: 'link', url, isEphemeral: true }] : [];
}

function attachmentsOf({ attachments, shares }: DirectMessage): InboundAttachment[] {
  const files = (attachments?.data ?? []).flatMap(
    ({ image_data: image, video_data: video, file_url: url, mime_type: mimeType, name }): InboundAttachment[] => {
      const known = mimeType ? { mimeType } : {};
      if (image) {
        const { url: address, width, height, preview_url: previewUrl } = image;
        return [
          {
            kind: 'image',
            url: address,
            ...known,
            ...(previewUrl ? { previewUrl } : {}),
            ...(width && height ? { width, height } : {}),
          },
        ];
      }
      if (video)
        return [
          { kind: 'video', url: video.url, ...known, ...(video.preview_url ? { previewUrl: video.preview_url } : {}) },
        ];
      if (!url) return [];
      return [
        { kind: mimeType?.startsWith('audio/') ? 'audio' : 'file', url, ...known, ...(name ? { title: name } : {}) },
      ];
    },
  );
  const links = (shares?.data ?? []).flatMap(({ link }): InboundAttachment[] =>
    link ? [{ kind: 'link', url: link }] : [],
  );
  return [...files, ...links];
}
