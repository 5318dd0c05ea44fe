import { successAnswer } from '../../kit/meta/send-wire.ts';
import type { FacebookChannel } from '../credentials.ts';
import { appToken, callGraph, callGraphWith } from '../calls.ts';

/** What the Page is to send ("Graph API, Page, Subscribed apps"). */
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

/** Sends the app's events here, where the app can be spoken for, and the Page's to the app. Repeating it changes nothing. */
export async function subscribe(channel: FacebookChannel, callbackUrl: string): Promise<void> {
  const { app } = channel;
  const fields = subscribedFields.join(',');
  if (app.clientId && app.clientSecret && app.webhookSecret) {
    const token = appToken(app);
    // The network asks the address whether it is ours before it answers.
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
