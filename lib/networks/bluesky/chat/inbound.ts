import type { InboundAttachment, InboundEvent } from '../../contract.ts';
import { postUrl, profileUrl } from '../addresses.ts';
import { inboundAuthor } from '../inbound.ts';
import type { Profile } from '../wire.ts';
import type { ChatMessage } from './wire.ts';

/** A message's id is unique only within its conversation. */
export function messageId(convoId: string, id: string): string {
  return `${convoId}/${id}`;
}

/** @returns the conversation's and the message's own ids, or null when it is not a direct message's id */
export function parseMessageId(externalId: string): { convoId: string; id: string } | null {
  const [convoId, id, ...rest] = externalId.split('/');
  return convoId && id && rest.length === 0 ? { convoId, id } : null;
}

/** One message of a conversation with `members`, or its deletion. System messages are skipped. */
export function eventsOfChatMessage(
  message: ChatMessage,
  { convoId, members, did, now }: { convoId: string; members: Profile[]; did: string; now: Date },
): InboundEvent[] {
  const externalId = messageId(convoId, message.id);
  if (!message.sender) return [];
  if (message.text === undefined) return [{ type: 'message_deleted', externalId, deletedAt: now }];
  const senderDid = message.sender.did;
  const contact = members.find((member) => member.did !== did);
  const sender = members.find((member) => member.did === senderDid);
  return [
    {
      type: 'message',
      externalId,
      kind: 'message',
      threadExternalId: convoId,
      direction: senderDid === did ? 'outbound' : 'inbound',
      author: sender
        ? inboundAuthor(sender)
        : { externalId: senderDid, handle: senderDid, name: senderDid, profileUrl: profileUrl(senderDid) },
      ...(senderDid === did && contact && { contactExternalId: contact.did }),
      text: message.text,
      createdAt: new Date(message.sentAt),
      attachments: attachmentsOf(message),
    },
  ];
}

function attachmentsOf({ embed }: ChatMessage): InboundAttachment[] {
  const url = embed?.record && postUrl(embed.record.uri);
  if (!url) return [];
  return [{ kind: 'link', url, ...(embed.record?.value && { title: embed.record.value.text }) }];
}
