import { successAnswer } from '../../kit/meta/send-wire.ts';
import type { FacebookChannel } from '../credentials.ts';
import { appToken, callGraph, callGraphWith } from '../calls.ts';

/** The fields that the Page sends ("Graph API, Page, Subscribed apps"). */
export const subscribedFields = [
  'feed',
  'mention',
  'ratings',
  'messages',
  'message_echoes',
  'message_edits',
  'messaging_postbacks',
  'messaging_handovers',
  'standby',
] as const;

/** Subscribes the app's address, where the app's secret is known, and the Page to the app. Safe to repeat. */
export async function subscribe(channel: FacebookChannel, callbackUrl: string): Promise<void> {
  const { app } = channel;
  const fields = subscribedFields.join(',');
  if (app.clientId && app.clientSecret && app.webhookSecret) {
    const token = appToken(app);
    // Before it answers, the network checks that the address is ours.
    await callGraphWith(channel, token, {
      method: 'POST',
      path: `${app.clientId}/subscriptions`,
      body: { form: { object: 'page', callback_url: callbackUrl, fields, verify_token: app.webhookSecret } },
      schema: successAnswer,
    });
  }
  await callGraph(channel, {
    method: 'POST',
    path: `${channel.account.externalId}/subscribed_apps`,
    body: { form: { subscribed_fields: fields } },
    schema: successAnswer,
  });
}
