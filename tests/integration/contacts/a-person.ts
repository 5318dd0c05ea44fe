import { randomUUID } from 'node:crypto';
import { aChannel, aContact, aMessage, anItem } from '#tests/support/factories.ts';

type Given = { network?: string; channelId?: string; name?: string; handle?: string };

/** A contact who wrote once, on a channel of the network. */
export async function aPerson(workspaceId: string, { network = 'bluesky', channelId, ...given }: Given = {}) {
  const channel = channelId ? { id: channelId } : await aChannel({ workspaceId, network });
  const contact = await aContact({ workspaceId, network, externalId: randomUUID(), ...given });
  const item = await anItem({ workspaceId, channelId: channel.id, contactId: contact.id });
  const message = await aMessage({ workspaceId, itemId: item.id });
  return { ...contact, channelId: channel.id, itemId: item.id, messageId: message.id };
}
