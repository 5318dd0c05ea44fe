import type { ItemKind, SubscribedEvent } from '../../contract.ts';
import { successAnswer } from '../../kit/meta/send-wire.ts';
import { subscribeFields } from '../../kit/meta/subscribe-fields.ts';
import type { FacebookChannel } from '../credentials.ts';
import { appToken, callGraph, callGraphWith } from '../calls.ts';

/** The fields that the Page sends ("Graph API, Page, Subscribed apps"). */
export const events = {
  feed: ['comment'],
  mention: ['mention'],
  ratings: ['review'],
  messages: ['message'],
  message_echoes: [],
  message_edits: [],
  messaging_postbacks: [],
  messaging_handovers: [],
  standby: ['message'],
} as const satisfies Record<string, readonly ItemKind[]>;

const fields = Object.keys(events) as (keyof typeof events)[]; // the object above has no others

/**
 * Subscribes the Page to the app and, where the app's secret is known, the app's address. A field needs both. Safe to
 * repeat.
 */
export async function subscribe(channel: FacebookChannel, callbackUrl: string): Promise<SubscribedEvent[]> {
  const ofPage = await subscribeFields(fields, (some) =>
    callGraph(channel, {
      method: 'POST',
      path: `${channel.account.externalId}/subscribed_apps`,
      body: { form: { subscribed_fields: some.join(',') } },
      schema: successAnswer,
      writes: false,
    }),
  );
  const ofApp = await subscribeApp(channel, callbackUrl);
  return ofPage.map(({ event, refusal }) => ({
    event,
    refusal: refusal ?? ofApp.find((one) => one.event === event)?.refusal ?? null,
  }));
}

/** Before it answers, the network checks that the address is ours. */
async function subscribeApp(channel: FacebookChannel, callbackUrl: string): Promise<SubscribedEvent[]> {
  const { app } = channel;
  const { webhookSecret } = app;
  if (!app.clientId || !app.clientSecret || !webhookSecret) return [];
  return await subscribeFields(fields, (some) =>
    callGraphWith(channel, appToken(app), {
      method: 'POST',
      path: `${app.clientId}/subscriptions`,
      body: {
        form: { object: 'page', callback_url: callbackUrl, fields: some.join(','), verify_token: webhookSecret },
      },
      schema: successAnswer,
      writes: false,
    }),
  );
}
