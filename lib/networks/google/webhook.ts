import { z } from 'zod';
import type { InboundEvent, WebhookDelivery, WebhookHandler } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { isSame } from '../kit/hmac.ts';
import type { PlaceCredentials } from './credentials.ts';
import { eventsOf, placeOf } from './inbound.ts';
import { isTokenRight } from './push-token.ts';
import { readReviews } from './read.ts';
import { readReviewAgain } from './recheck.ts';
import { openSession } from './calls.ts';
import { nothing } from './wire.ts';
import { parseLossless } from '../kit/lossless-json.ts';

/** A push of Cloud Pub/Sub. Source: Cloud Pub/Sub, "Receive push messages". */
const envelope = z.object({
  message: z.object({ data: z.base64().default(''), attributes: z.record(z.string(), z.string()).optional() }),
});

const events = { NEW_REVIEW: ['review'], UPDATED_REVIEW: ['review'] } as const;
const types = Object.keys(events);

/**
 * The push address contains a word that only the operator's own subscription knows. Beside it, the signed token that Pub/Sub adds
 * is checked, where the operator's subscription adds one.
 */
export const webhook: WebhookHandler<PlaceCredentials> = {
  pushDelays: { review: 10 * 60_000 },
  verify: ({ method, query }, { webhookSecret }) => {
    if (method !== 'POST' || !webhookSecret) return 'forged';
    return isSame(query.token ?? '', webhookSecret) ? 'genuine' : 'forged';
  },
  isSenderProven: async (request, context) => await isTokenRight(request, context),
  readAccountIds: ({ body }) => [...new Set(namesIn(body).map(placeIn))],
  async parse(channel, delivery: WebhookDelivery) {
    const session = openSession(channel);
    const { externalId } = channel.account;
    const names = namesIn(delivery.body).filter((name) => placeIn(name) === externalId);
    const reviews = new Set(names.flatMap((name) => /locations\/[^/]+\/reviews\/[^/]+/.exec(name)?.[0] ?? []));
    if (names.length === 0) return { events: [] };
    // The push is only a hint: the review itself is read.
    const events: InboundEvent[] = [];
    for (const id of reviews) events.push(...(await readReviewAgain(session, id)));
    if (reviews.size > 0) return { events, posts: [placeOf(channel.account, undefined)] };
    const page = await readReviews(session);
    const all = page.reviews.toReversed().flatMap((review) => eventsOf(review, channel.account));
    return { events: all, posts: [placeOf(channel.account, page.total)] };
  },
  /** The push address is set at the topic's subscription, in the operator's own cloud project. */
  events,
  async subscribe(channel) {
    const pubsubTopic = channel.app.options.pubsub_topic;
    if (!pubsubTopic) throw new NetworkError('refused', 'app_not_set_up', { detail: 'no Pub/Sub topic is set' });
    const session = openSession(channel);
    const account = /^accounts\/[^/]+/.exec(session.place)?.[0] ?? '';
    const name = `${account}/notificationSetting`;
    await session.call({
      service: 'notifications',
      method: 'PATCH',
      path: name,
      query: { updateMask: 'pubsubTopic,notificationTypes' },
      json: { name, pubsubTopic, notificationTypes: types },
      schema: nothing,
    });
    return types.map((event) => ({ event, refusal: null }));
  },
};

/**
 * The names of reviews and places in a push. Its data format is not documented: any text in it that names a place is
 * used.
 * @throws Error when there is none
 */
function namesIn(body: string): string[] {
  const { message } = envelope.parse(parseLossless(body));
  const data = Buffer.from(message.data, 'base64').toString('utf8');
  const texts = [...textsIn(data === '' ? null : parseLossless(data)), ...Object.values(message.attributes ?? {})];
  const names = texts.filter((text) => /(?:^|\/)locations\/[^/]+/.test(text));
  if (names.length === 0) throw new Error('a push that names no place');
  return names;
}

function placeIn(name: string): string {
  return /locations\/[^/]+/.exec(name)?.[0] ?? '';
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
