import type { InboundMessage } from '../../contract.ts';
import { attachmentsOf } from '../inbound-attachments.ts';
import { authorOf } from '../posts/people.ts';
import { timeOf } from '../snowflake.ts';
import type { Media, User } from '../wire.ts';
import type { DirectMessage } from './wire.ts';

/** A direct message as an inbound message; null when it has no sender or conversation. */
export function messageOf(
  message: DirectMessage,
  { me, users, media }: { me: string; users: ReadonlyMap<string, User>; media: ReadonlyMap<string, Media> },
): InboundMessage | null {
  const { senderId, conversationId } = message;
  if (!senderId || !conversationId) return null;
  const isOwn = senderId === me;
  const contact = isOwn ? otherOf(message, me) : senderId;
  if (!contact) return null;
  const receives = users.get(senderId)?.receives_your_dm;
  return {
    type: 'message',
    externalId: message.id,
    kind: 'message',
    threadExternalId: conversationId,
    direction: isOwn ? 'outbound' : 'inbound',
    author: authorOf(senderId, users),
    ...(isOwn ? { contactExternalId: contact } : {}),
    text: textOf(message),
    // From its id: the time in the answer is cut to whole seconds, where there is one.
    createdAt: new Date(timeOf(message.id)),
    attachments: attachmentsOf(message.mediaKeys, media),
    reference: typeof receives === 'boolean' ? { receivesMessages: String(receives) } : {},
  };
}

/** The id of a conversation between two people consists of both ids, the smaller one first. */
export function conversationOf(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? `${one}-${other}` : `${other}-${one}`;
}

export function textOf({ text, urls }: Pick<DirectMessage, 'text' | 'urls'>): string {
  let visible = text;
  for (const { url, expanded_url: expanded } of urls) if (url) visible = visible.replaceAll(url, () => expanded ?? url);
  return visible.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function otherOf({ conversationId, participantIds }: DirectMessage, me: string): string | undefined {
  const two = conversationId?.split('-') ?? [];
  return (two.length === 2 ? two : participantIds).find((id) => id !== me);
}
