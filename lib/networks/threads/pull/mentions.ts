import type { InboundEvent } from '../../contract.ts';
import type { ThreadsChannel } from '../credentials.ts';
import { inboundMention, isOwn } from '../inbound.ts';
import { readMentions, readOwnReplies, type ListPage } from '../read.ts';
import { knownOf, stateOf, noteMention, remember, rootOf, sinceOf, type Cursor } from './cursor.ts';

/**
 * The most pages of the account's own answers that are read. Older ones are reported together with the mention that
 * they answer.
 */
const OWN_PAGES = 3;

/** The newest posts that name the account. Moves the cursor. */
export async function readNewestMentions(channel: ThreadsChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { mentions: list } = cursor;
  const page = await readMentions(channel, { since: sinceOf(list, channel.now()) });
  if (!list.isRead && list.after === null) {
    list.after = page.after ?? null;
    list.isRead = list.after === null;
  }
  return eventsOf(channel, cursor, page);
}

/** One more page of older mentions. Moves the cursor. */
export async function readOlderMentions(channel: ThreadsChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { mentions: list } = cursor;
  const page = await readMentions(channel, {
    since: sinceOf({ newest: 0 }, channel.now()),
    after: list.after ?? undefined,
  });
  list.after = page.after ?? null;
  list.isRead = list.after === null;
  return eventsOf(channel, cursor, page);
}

/** The account's own answers to people who named it, wherever they were written. Moves the cursor. */
export async function readAnswersToMentions(channel: ThreadsChannel, cursor: Cursor): Promise<InboundEvent[]> {
  const { account } = channel;
  const events: InboundEvent[] = [];
  const since = sinceOf(cursor.replies, channel.now());
  let after: string | undefined;
  for (let pages = 0; pages < OWN_PAGES; pages += 1) {
    const page: ListPage = await readOwnReplies(channel, { since, after });
    for (const one of page.data) {
      cursor.replies.newest = Math.max(cursor.replies.newest, one.timestamp.getTime());
      const mention = cursor.mentions.authors.find(({ id }) => id === one.replied_to?.id);
      if (!mention || knownOf(cursor, one.id)) continue;
      remember(cursor, [{ id: one.id, parentId: mention.id, at: one.timestamp.getTime(), state: stateOf(one) }]);
      events.push(inboundMention({ ...one, is_reply_owned_by_me: true }, { account, contact: mention.author }));
    }
    if (page.after === undefined) break;
    after = page.after;
  }
  return events;
}

function eventsOf(channel: ThreadsChannel, cursor: Cursor, { data }: ListPage): InboundEvent[] {
  const { account } = channel;
  const events = [];
  for (const one of data) {
    cursor.mentions.newest = Math.max(cursor.mentions.newest, one.timestamp.getTime());
    // Under the account's own posts it is an ordinary answer.
    if (isOwn(one, account) || rootOf(cursor, one.root_post?.id) || knownOf(cursor, one.id)) continue;
    const message = inboundMention(one, { account });
    remember(cursor, [{ id: one.id, parentId: one.id, at: one.timestamp.getTime(), state: stateOf(one) }]);
    noteMention(cursor, one.id, message.author.externalId);
    events.push(message);
  }
  return events.toSorted((one, other) => +one.createdAt - +other.createdAt);
}
