import { z } from 'zod';
import { callTikTok } from '../calls.ts';
import { refuse } from '../acts/act.ts';
import type { TikTokChannel } from '../credentials.ts';
import { nothing } from '../wire.ts';

const events = ['COMMENT', 'DIRECT_MESSAGE', 'BRAND_MENTION'] as const;

/**
 * Makes sure that the app's deliveries come here. They are for the whole app, not the account. No list of posts is
 * sent, because one would limit what every account receives.
 */
export async function subscribe(channel: TikTokChannel, callbackUrl: string): Promise<void> {
  const { clientId, clientSecret } = channel.app;
  if (!clientId || !clientSecret) throw refuse('app_not_set_up');
  const app = { app_id: clientId, secret: clientSecret };
  const listed = await callTikTok(channel, {
    endpoint: 'business/webhook/list',
    query: app,
    data: z.unknown(),
    isOfApp: true,
  });
  for (const event of events) {
    if (isListed(listed, event, callbackUrl)) continue;
    const json = { ...app, event_type: event, callback_url: callbackUrl };
    await callTikTok(channel, {
      endpoint: 'business/webhook/update',
      json,
      data: nothing,
      writes: false,
      isOfApp: true,
    });
  }
}

/** The list's format is not documented: an entry is any object with both the event and an address. */
function isListed(list: unknown, event: string, callbackUrl: string): boolean {
  if (typeof list !== 'object' || list === null) return false;
  const fields: Record<string, unknown> = { ...list };
  if (fields.event_type === event && fields.callback_url === callbackUrl) return true;
  return Object.values(fields).some((value) => isListed(value, event, callbackUrl));
}
