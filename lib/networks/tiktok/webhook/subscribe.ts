import { z } from 'zod';
import { callTikTok } from '../calls.ts';
import { refuse } from '../acts/act.ts';
import type { ItemKind, SubscribedEvent } from '../../contract.ts';
import { subscribeEach } from '../../kit/subscribe-each.ts';
import type { TikTokChannel } from '../credentials.ts';
import { nothing } from '../wire.ts';

export const events = {
  COMMENT: ['comment'],
  DIRECT_MESSAGE: ['message'],
  BRAND_MENTION: ['mention'],
} as const satisfies Record<string, readonly ItemKind[]>;

/**
 * Makes sure that the app's deliveries come here. They are for the whole app, not the account. No list of posts is
 * sent, because one would limit what every account receives.
 */
export async function subscribe(channel: TikTokChannel, callbackUrl: string): Promise<SubscribedEvent[]> {
  const { clientId, clientSecret } = channel.app;
  if (!clientId || !clientSecret) throw refuse('app_not_set_up');
  return await subscribeEach(Object.keys(events), async (event) => {
    const asked = { app_id: clientId, secret: clientSecret, event_type: event };
    const listed = await callTikTok(channel, {
      endpoint: 'business/webhook/list',
      query: asked,
      data: z.unknown(),
      isOfApp: true,
    });
    if (isListed(listed, event, callbackUrl)) return;
    await callTikTok(channel, {
      endpoint: 'business/webhook/update',
      json: { ...asked, callback_url: callbackUrl },
      data: nothing,
      writes: false,
      isOfApp: true,
    });
  });
}

/** The list's format is not documented: an entry is any object with both the event and an address. */
function isListed(list: unknown, event: string, callbackUrl: string): boolean {
  if (typeof list !== 'object' || list === null) return false;
  const fields: Record<string, unknown> = { ...list };
  if (fields.event_type === event && fields.callback_url === callbackUrl) return true;
  return Object.values(fields).some((value) => isListed(value, event, callbackUrl));
}
