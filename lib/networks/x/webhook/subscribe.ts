import { z } from 'zod';
import { askForAppToken } from '../auth.ts';
import type { ItemKind, SubscribedEvent } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import { subscribeEach } from '../../kit/subscribe-each.ts';
import { callWithToken, callX, type XCall } from '../calls.ts';
import type { XChannel } from '../credentials.ts';

/** The subscribed event types, with what they bring. The account's own posts are read for what people answer. */
export const events = {
  'post.mention.create': ['mention'],
  'post.reply.create': ['comment'],
  'post.quote.create': ['mention'],
  'post.create': [],
  'post.delete': [],
  'dm.received': ['message'],
  'dm.sent': [],
  'chat.received': ['message'],
} as const satisfies Record<string, readonly ItemKind[]>;
type EventType = keyof typeof events;
const types = Object.keys(events) as EventType[]; // the object above has no others

/** Public, so they take the app's token. What is said to the account is private and takes its own ("Activity API, Introduction"). */
const publicTypes: readonly EventType[] = ['post.create', 'post.delete'];

const webhook = z.object({ id: z.string(), url: z.string(), valid: z.boolean().optional() });
const webhooksAnswer = z.object({ data: z.array(webhook).nullish() });
const webhookAnswer = z.object({ data: webhook });
const subscriptionsAnswer = z.object({
  data: z
    .array(
      z.object({
        event_type: z.string().nullish(),
        webhook_id: z.string().nullish(),
        filter: z.object({ user_id: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
  meta: z.object({ next_token: z.string().nullish() }).nullish(),
});
const createdAnswer = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ title: z.string().nullish(), detail: z.string().nullish() })).nullish(),
});
const anything = z.unknown();

/**
 * Subscribes an address to this account's events: registers it once for the app, asks the network to check it again
 * where it was disabled, and adds missing subscriptions. Source: docs.x.com/x-api/webhooks and /x-api/activity.
 */
export async function subscribe(channel: XChannel, callbackUrl: string): Promise<SubscribedEvent[]> {
  const token = await askForAppToken(channel);
  const webhookId = await webhookAt(channel, token, callbackUrl);
  const existing = await subscribedTypes(channel, token, webhookId);
  return await subscribeEach(types, async (type) => {
    if (existing.has(type)) return;
    const call = subscriptionOf(type, channel.account.externalId, webhookId);
    const { data, errors } = await (publicTypes.includes(type) ? asApp(channel, token, call) : callX(channel, call));
    const [error] = errors ?? [];
    // The network may refuse with a 200.
    if (!data && error) {
      throw new NetworkError('refused', 'rejected', {
        detail: `200 ${error.title ?? ''} ${error.detail ?? ''}`.trim(),
      });
    }
  });
}

function subscriptionOf(type: EventType, userId: string, webhookId: string): XCall<z.infer<typeof createdAnswer>> {
  return {
    endpoint: 'subscriptions',
    method: 'POST',
    path: '/2/activity/subscriptions',
    body: { json: { event_type: type, filter: { user_id: userId }, tag: 'parvis', webhook_id: webhookId } },
    schema: createdAnswer,
    // An existing subscription must be recognised: with two, every event would be pushed twice.
    writes: false,
  };
}

async function webhookAt(channel: XChannel, token: string, url: string): Promise<string> {
  const { data } = await asApp(channel, token, {
    endpoint: 'webhooks',
    path: '/2/webhooks',
    query: { 'webhook_config.fields': 'id,url,valid,created_at' },
    schema: webhooksAnswer,
  });
  const existing = data?.find((one) => one.url === url);
  if (!existing) {
    const created = await asApp(channel, token, {
      endpoint: 'webhooks',
      method: 'POST',
      path: '/2/webhooks',
      body: { json: { url } },
      schema: webhookAnswer,
      writes: false,
    });
    return created.data.id;
  }
  if (existing.valid === false) {
    await asApp(channel, token, {
      endpoint: 'webhooks',
      method: 'PUT',
      path: `/2/webhooks/${existing.id}`,
      schema: anything,
      writes: false,
    });
  }
  return existing.id;
}

/** The event types that the network pushes for this account, to whatever address of the app. */
export async function readSubscribed(channel: XChannel): Promise<string[]> {
  return [...(await subscribedTypes(channel, await askForAppToken(channel)))];
}

async function subscribedTypes(channel: XChannel, token: string, webhookId?: string): Promise<Set<string>> {
  const types = new Set<string>();
  let next: string | undefined;
  do {
    const { data, meta } = await asApp(channel, token, {
      endpoint: 'subscriptions',
      path: '/2/activity/subscriptions',
      query: { max_results: 1_000, pagination_token: next },
      schema: subscriptionsAnswer,
    });
    for (const one of data ?? []) {
      const isHere = webhookId === undefined || one.webhook_id === webhookId;
      const isOurs = isHere && one.filter?.user_id === channel.account.externalId;
      if (isOurs && one.event_type) types.add(one.event_type);
    }
    next = meta?.next_token ?? undefined;
  } while (next);
  return types;
}

/** A call as the app. A refused app token says nothing about the account's token. */
async function asApp<T>(channel: XChannel, token: string, call: XCall<T>): Promise<T> {
  try {
    return await callWithToken(channel, token, call);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'unauthorized') throw error;
    throw new NetworkError('refused', 'app_not_set_up', { detail: error.message, cause: error });
  }
}
