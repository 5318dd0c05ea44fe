import type { StoredMessage, InboundEvent } from '../contract.ts';
import { partsOfComment } from './addresses.ts';
import type { LinkedInChannel } from './credentials.ts';
import { mentionOf, ownGround } from './inbound.ts';
import { NOTIFICATIONS_MS } from './pull/cursor.ts';
import { listNotifications } from './read.ts';
import { CommentMemory } from './notifications.ts';
import type { Notification } from './wire.ts';

/**
 * Reads messages again, whose texts may not be stored for long ("Data storage requirements"). A post that names the
 * page can only be read from its notification, which LinkedIn keeps for 60 days; of an older one nothing is reported.
 */
export async function recheck(channel: LinkedInChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const memory = new CommentMemory(channel);
  const events: InboundEvent[] = [];
  for (const { externalId, kind, threadExternalId } of messages) {
    if (!partsOfComment(externalId)) continue;
    const comment = await memory.read(externalId);
    const ground = kind === 'mention' ? ({ kind, share: threadExternalId, by: '' } as const) : ownGround;
    const message = comment && (await memory.messageOf(comment, ground));
    if (message) events.push(message);
    else if (comment === null) events.push({ type: 'message_deleted', externalId, deletedAt: channel.now() });
  }
  const shares = new Set(messages.map(({ externalId }) => externalId).filter((id) => !partsOfComment(id)));
  return [...events, ...(await findMentions(channel, shares))];
}

async function findMentions(channel: LinkedInChannel, shares: Set<string>): Promise<InboundEvent[]> {
  const found = new Map<string, InboundEvent>();
  const until = channel.now().getTime();
  const span = { from: until - NOTIFICATIONS_MS, until, actions: ['SHARE_MENTION'] as const };
  for (let start: number | null = shares.size > 0 ? 0 : null; start !== null && found.size < shares.size;) {
    const page: { elements: Notification[]; next: number | null } = await listNotifications(channel, {
      ...span,
      start,
    });
    for (const mention of page.elements.map(mentionOf)) {
      if (mention && shares.has(mention.externalId)) found.set(mention.externalId, mention);
    }
    start = page.next;
  }
  return [...found.values()];
}
