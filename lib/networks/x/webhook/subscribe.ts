import { z } from 'zod';
import { askForAppToken } from '../auth.ts';
import { NetworkError } from '../../errors.ts';
import { callWithToken, callX, type XCall } from '../calls.ts';
import type { XChannel } from '../credentials.ts';

/** The subscribed event types. The private ones need the account's own token, the others the app's. */
const events = [
  { type: 'post.mention.create', isPrivate: false },
  { type: 'post.reply.create', isPrivate: false },
  { type: 'post.quote.create', isPrivate: false },
  { type: 'post.create', isPrivate: false },
  { type: 'post.delete', isPrivate: false },
  { type: 'dm.received', isPrivate: true },
  { type: 'dm.sent', isPrivate: true },
] as const;

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
const anything = z.unknown();

/**
 * Subscribes an address to this account's events: registers it once for the app, asks the network to check it again
 * where it was disabled, and adds missing subscriptions. Source: docs.x.com/x-api/webhooks and /x-api/activity.
 */
export async function subscribe(channel: XChannel, callbackUrl: string): Promise<void> {
  const token = await askForAppToken(channel);
  const webhookId = await webhookAt(channel, token, callbackUrl);
  const existing = await subscribedTypes(channel, token, webhookId);
  for (const { type, isPrivate } of events) {
    if (existing.has(type)) continue;
    const call = {
      endpoint: 'subscriptions',
      method: 'POST',
      path: '/2/activity/subscriptions',
      body: {
        json: {
          event_type: type,
          filter: { user_id: channel.account.externalId },
          tag: 'parvis',
          webhook_id: webhookId,
        },
      },
      schema: anything,
      // An existing subscription must be recognised: with two, every event would be pushed twice.
      writes: false,
    } as const;
    await (isPrivate ? callX(channel, call) : asApp(channel, token, call));
  }
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

async function subscribedTypes(channel: XChannel, token: string, webhookId: string): Promise<Set<string>> {
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
      const isOurs = one.webhook_id === webhookId && one.filter?.user_id === channel.account.externalId;
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
