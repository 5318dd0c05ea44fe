import type { InboundAttachment, InboundAuthor, InboundEvent, InboundMessage } from '../../contract.ts';
import type { MessagingEvent } from './webhook-wire.ts';

/** Who takes part in a messaging event: the account, and the one person on the other side. */
export type Participants = { contactId: string; direction: 'inbound' | 'outbound'; at: Date };

/** Sender and recipient from the account's side; null where the event has no person. */
export function participantsOf(event: MessagingEvent, accountId: string, fallback: Date): Participants | null {
  const direction = event.message?.is_echo || event.sender?.id === accountId ? 'outbound' : 'inbound';
  const contactId = direction === 'outbound' ? event.recipient?.id : event.sender?.id;
  if (!contactId || contactId === accountId) return null;
  return { contactId, direction, at: event.timestamp ?? fallback };
}

/**
 * The message in a messaging event. Its thread is the person's id: an account has one conversation with a person,
 * webhooks name only the person, and polls name both. Read receipts, deliveries and reactions are no messages: null.
 * An edit arrives with the time of the edit in both places; ingest keeps the stored time of writing.
 */
export function eventOfMessaging(
  event: MessagingEvent,
  participants: Participants,
  { author, isStandby }: { author: InboundAuthor; isStandby: boolean },
): InboundEvent | null {
  const { message, message_edit: edit, postback } = event;
  const base = (externalId: string): Omit<InboundMessage, 'text'> => ({
    type: 'message',
    externalId,
    kind: 'message',
    threadExternalId: participants.contactId,
    direction: participants.direction,
    author,
    ...(participants.direction === 'outbound' ? { contactExternalId: participants.contactId } : {}),
    createdAt: participants.at,
    reference: { psid: participants.contactId, mid: externalId, ...(isStandby ? { standby: 'true' } : {}) },
  });
  if (edit) return { ...base(edit.mid), text: edit.text ?? '', editedAt: participants.at };
  // A button of the account that was pressed: its title is what the person said.
  if (postback) return postback.mid && postback.title ? { ...base(postback.mid), text: postback.title } : null;
  if (!message || message.is_self) return null;
  if (message.is_deleted) return { type: 'message_deleted', externalId: message.mid, deletedAt: participants.at };
  const attachments = attachmentsOf(message.attachments ?? []);
  const { mid, story } = message.reply_to ?? {};
  const isMention = message.attachments?.some(({ type }) => type === 'story_mention');
  return {
    ...base(message.mid),
    text: message.text ?? '',
    ...(mid ? { parentExternalId: mid } : {}),
    ...(isMention ? { variant: 'story' as const } : story ? { variant: 'story_reply' as const } : {}),
    ...(attachments.length + (story?.url ? 1 : 0) > 0
      ? { attachments: [...(story?.url ? [storyOf(story.url)] : []), ...attachments] }
      : {}),
  };
}

const kindOfType: Record<string, InboundAttachment['kind']> = {
  image: 'image',
  video: 'video',
  reel: 'video',
  ig_reel: 'video',
  audio: 'audio',
  file: 'file',
  share: 'link',
  ig_post: 'link',
  fallback: 'link',
  location: 'link',
  story_mention: 'link',
};

function attachmentsOf(attachments: NonNullable<MessagingEvent['message']>['attachments'] & {}): InboundAttachment[] {
  return attachments.flatMap(({ type, payload }) => {
    const kind = kindOfType[type];
    // Without an address there is nothing to show: a template, or a picture that can be viewed only once.
    if (!kind || !payload?.url) return [];
    if (type === 'story_mention') return [storyOf(payload.url)];
    return [{ kind, url: payload.url, ...(payload.title ? { title: payload.title } : {}) }];
  });
}

/** A story must not be stored longer than it lives on the network. Its media type is not reported. */
function storyOf(url: string): InboundAttachment {
  return { kind: 'link', url, isEphemeral: true };
}
