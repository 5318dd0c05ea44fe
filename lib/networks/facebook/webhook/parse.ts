import type { WebhookDelivery } from '../../contract.ts';
import { changesOf, messagingsOf, readWebhookBody } from '../../kit/meta/webhook-wire.ts';
import type { FacebookChannel } from '../credentials.ts';
import { readFeedChange } from './feed.ts';
import { readMentionChange } from './mention.ts';
import { readMessagings } from './messagings.ts';
import { readRatingChange } from './rating.ts';
import { postReader, type PostReader } from './post-reader.ts';
import type { Parsed } from './parsed.ts';
import { feedValue, mentionValue, ratingValue } from './wire.ts';

/**
 * The events in a delivery for the Page. A delivery has up to a thousand changes, of several Pages, in any order;
 * each post that they name is read once. Changes of other kinds are skipped, because the network keeps adding new
 * ones.
 */
export async function parse(channel: FacebookChannel, delivery: WebhookDelivery): Promise<Parsed> {
  const body = readWebhookBody(delivery.body);
  if (body.object !== 'page') return { events: [] };
  const posts = postReader(channel);
  const parsed: Parsed[] = [];
  for (const entry of body.entry.filter(({ id }) => id === channel.account.externalId)) {
    for (const { field, value, at = delivery.receivedAt } of changesOf(entry)) {
      parsed.push(await readChange(channel, { field, value, at }, posts));
    }
    parsed.push({ events: await readMessagings(channel, messagingsOf(entry), delivery.receivedAt) });
  }
  const found = [...parsed.flatMap((one) => one.posts ?? []), ...posts.found()];
  const byId = new Map(found.map((post) => [post.externalId, post]));
  return { events: parsed.flatMap(({ events }) => events), ...(byId.size > 0 ? { posts: [...byId.values()] } : {}) };
}

async function readChange(
  channel: FacebookChannel,
  { field, value, at }: { field: string; value: unknown; at: Date },
  posts: PostReader,
): Promise<Parsed> {
  switch (field) {
    case 'feed':
      return await readFeedChange(channel, feedValue.parse(value), { at, posts });
    case 'mention':
      return await readMentionChange(channel, mentionValue.parse(value), at);
    case 'ratings':
      return readRatingChange(channel, ratingValue.parse(value), at);
    default:
      return { events: [] };
  }
}
