import { z } from 'zod';
import { hmac } from '#lib/networks/kit/hmac.ts';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import type { SandboxAnswer, SandboxRequest } from '#sandbox/kit/types.ts';
import { forbidden, invalid, problemType } from './answers.ts';
import { onlyTakes, wishes } from './fields.ts';
import type { World } from './world.ts';
import { bodyOf } from './writing.ts';

const types = [
  'post.mention.create',
  'post.reply.create',
  'post.quote.create',
  'post.repost.create',
  'post.create',
  'post.delete',
  'dm.received',
  'dm.sent',
  'dm.read',
  'like.create',
  'chat.received',
] as const;
/** What is private takes the account's own token with this scope: mentions, replies and quotes too. The rest is public. */
const privateTypes: Readonly<Record<string, string>> = {
  'post.mention.create': 'tweet.read',
  'post.reply.create': 'tweet.read',
  'post.quote.create': 'tweet.read',
  'post.repost.create': 'tweet.read',
  'dm.received': 'dm.read',
  'dm.sent': 'dm.read',
  'dm.read': 'dm.read',
  'like.create': 'like.read',
  'chat.received': 'dm.read',
};
const newWebhook = z.strictObject({ url: z.string().max(200) });
const newSubscription = z.strictObject({
  event_type: z.enum(types),
  filter: z.strictObject({ user_id: z.string().regex(/^\d{1,19}$/) }),
  tag: z.string().min(1).max(200).optional(),
  webhook_id: z.string().optional(),
});

/** The X Activity API: webhooks, subscriptions and their deliveries. Until an app subscribes, everything is sent. */
export function createWebhooks(
  world: World,
  consumerSecret: string,
  withPictures: (json: unknown) => unknown = (json) => json,
) {
  const webhooks: { id: string; url: string; valid: boolean; created_at: string }[] = [];
  const subscriptions: {
    subscription_id: string;
    event_type: string;
    filter: { user_id: string };
    webhook_id?: string | undefined;
  }[] = [];
  const withheld = new Set<string>();
  let deliveries = 0;

  function register(request: SandboxRequest): SandboxAnswer {
    const { url } = bodyOf(request, newWebhook);
    const address = URL.canParse(url) ? new URL(url) : null;
    if (address?.protocol !== 'https:' || address.port !== '') throw invalid('url', 'UrlValidationFailed');
    if (webhooks.some((one) => one.url === url)) throw invalid('url', 'DuplicateUrlFailed');
    const made = { id: world.nextId(), url, valid: true, created_at: world.now().toISOString() };
    webhooks.push(made);
    return { status: 200, json: { data: made } };
  }

  function list({ query }: SandboxRequest): SandboxAnswer {
    onlyTakes(query, ['webhook_config.fields']);
    wishes(query, 'webhook_config.fields');
    return {
      status: 200,
      json: { ...(webhooks.length > 0 ? { data: webhooks } : {}), meta: { result_count: webhooks.length } },
    };
  }

  function revalidate(id: string): SandboxAnswer {
    const held = webhooks.find((one) => one.id === id);
    if (!held) throw invalid('webhook_id', 'WebhookConfigNotFound');
    held.valid = true;
    return { status: 200, json: { data: { valid: true } } };
  }

  function subscribe(request: SandboxRequest, caller: 'app' | { scope: string }): SandboxAnswer {
    const given = bodyOf(request, newSubscription);
    const scope = privateTypes[given.event_type];
    if (scope !== undefined && caller === 'app') {
      throw forbidden(
        `${given.event_type} is private: it takes the token of its user.`,
        problemType('client-forbidden'),
      );
    }
    const isGranted = scope === undefined || caller === 'app' || caller.scope.split(' ').includes(scope);
    if (!isGranted || withheld.has(given.event_type))
      throw forbidden(`The token lacks a scope for ${given.event_type}.`);
    if (given.webhook_id && !webhooks.some(({ id }) => id === given.webhook_id))
      throw invalid('webhook_id', 'There is no such webhook');
    const isThere = subscriptions.some(
      (one) => one.event_type === given.event_type && one.filter.user_id === given.filter.user_id,
    );
    if (isThere) throw invalid('event_type', 'DuplicateSubscriptionFailed');
    const made = { subscription_id: world.nextId(), ...given };
    subscriptions.push(made);
    return { status: 200, json: { data: { subscription: made } } };
  }

  function listSubscriptions({ query }: SandboxRequest): SandboxAnswer {
    onlyTakes(query, ['max_results', 'pagination_token']);
    return { status: 200, json: subscriptions.length > 0 ? { data: subscriptions } : {} };
  }

  function takeDeliveries(): WebhookRequest[] {
    const isWanted = (type: string) =>
      subscriptions.length === 0 || subscriptions.some((one) => one.event_type === type);
    return world.pushes
      .splice(0)
      .filter(({ type }) => isWanted(type) || type === 'oauth.revoke')
      .map(({ type, payload, includes }) => {
        deliveries += 1;
        const filter = type === 'oauth.revoke' ? {} : { user_id: world.brand.externalId };
        const data = {
          event_uuid: String(-6_850_472_171_600_000 - deliveries),
          filter,
          event_type: type,
          tag: 'parvis',
          payload,
        };
        const pushed = withPictures({ data: { ...data, ...(includes ? { includes } : {}) } });
        return signed(JSON.stringify(pushed), consumerSecret);
      });
  }

  return {
    register,
    list,
    revalidate,
    subscribe,
    listSubscriptions,
    takeDeliveries,
    webhooks,
    subscriptions,
    /** Refuses this event type from now on. */
    /** What is refused from now on ends where it was subscribed before. */
    withhold: (type: string) => {
      withheld.add(type);
      const at = subscriptions.findIndex((one) => one.event_type === type);
      if (at >= 0) subscriptions.splice(at, 1);
    },
  };
}

/** A delivery as the network sends it. */
export function signed(json: string, consumerSecret: string): WebhookRequest {
  const body = new TextEncoder().encode(json);
  return {
    method: 'POST',
    query: {},
    headers: {
      'content-type': 'application/json',
      'x-twitter-webhooks-signature': `sha256=${hmac(consumerSecret, body, 'base64')}`,
    },
    body,
  };
}
