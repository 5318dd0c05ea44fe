import type { StoredMessage, InboundEvent, PullPage } from '../contract.ts';
import type { ThreadsChannel } from './credentials.ts';
import { inboundMention, inboundPost, inboundReply, isHidden, isOwn } from './inbound.ts';
import { contactAbove } from './pull/visit.ts';
import { readConversation, readOne } from './read.ts';
import { postFields, replyFields } from './wire.ts';

/** Without another permission (insights), the network gives no number of replies: nothing is reported. */
export function reportedCounts(): Promise<Map<string, number>> {
  return Promise.resolve(new Map());
}

/** Everything under one of the account's own posts. */
export async function* rereadPost(
  channel: ThreadsChannel,
  rootId: string,
): AsyncGenerator<Omit<PullPage, 'cursor'>, void, undefined> {
  const { account } = channel;
  const root = await readOne(channel, rootId, postFields);
  if (!root) return;
  const posts = [inboundPost(root, account)];
  let after: string | undefined;
  do {
    const page = await readConversation(channel, rootId, after);
    const events: InboundEvent[] = [];
    for (const one of page.data) {
      const contact = isOwn(one, account) ? await contactAbove(channel, one, { page: page.data, rootId }) : undefined;
      events.push(inboundReply(one, { rootId, account, contact }));
    }
    yield { events, posts };
    after = page.after;
  } while (after !== undefined);
}

/** Messages as they are now. */
export async function recheck(channel: ThreadsChannel, messages: StoredMessage[]): Promise<InboundEvent[]> {
  const { account } = channel;
  const events: InboundEvent[] = [];
  for (const { externalId, kind, threadExternalId: rootId } of messages) {
    const one = await readOne(channel, externalId, replyFields);
    if (!one) {
      events.push({ type: 'message_deleted', externalId, deletedAt: channel.now() });
    } else if (kind === 'comment') {
      const contact = isOwn(one, account) ? await contactAbove(channel, one, { page: [], rootId }) : undefined;
      events.push(inboundReply(one, { rootId, account, contact }));
      events.push({ type: 'message_hidden', externalId, hidden: isHidden(one) });
    } else {
      events.push(inboundMention(one, { account }));
    }
  }
  return events;
}
