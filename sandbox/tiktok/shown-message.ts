import { BRAND, type Message, type World } from './world.ts';

/** A direct message as the API and the webhooks show it. */
export function shownMessage(world: World, message: Message, fan: string): Record<string, unknown> {
  const isBrand = message.author === BRAND;
  const person = { role: 'PERSONAL_ACCOUNT', id: world.keyOf(fan) };
  const brand = { role: 'BUSINESS_ACCOUNT', id: world.keyOf(BRAND) };
  const { handle } = world.brand;
  return {
    message_id: message.id,
    conversation_id: message.conversationId,
    sender: isBrand ? handle : fan,
    recipient: isBrand ? fan : handle,
    timestamp: message.at.getTime(),
    message_type: message.mediaId ? 'IMAGE' : 'TEXT',
    ...(message.mediaId ? { image: { media_id: message.mediaId } } : { text: { body: message.text } }),
    from_user: isBrand ? brand : person,
    to_user: isBrand ? person : brand,
    message_tag: { source: message.source },
    reactions: [],
  };
}
