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
    const listed = await list(channel, asked);
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

/** The events for which the network lists an address. */
export async function readSubscribed(channel: TikTokChannel): Promise<string[]> {
  const { clientId, clientSecret } = channel.app;
  if (!clientId || !clientSecret) throw refuse('app_not_set_up');
  const found: string[] = [];
  for (const event of Object.keys(events)) {
    const listed = await list(channel, { app_id: clientId, secret: clientSecret, event_type: event });
    if (isListed(listed, event)) found.push(event);
  }
  return found;
}

function list(channel: TikTokChannel, asked: { app_id: string; secret: string; event_type: string }) {
  const call = { endpoint: 'business/webhook/list', query: asked, data: z.unknown(), isOfApp: true } as const;
  return callTikTok(channel, call);
}

/** The list's format is not documented: an entry is any object with both the event and an address. */
function isListed(list: unknown, event: string, callbackUrl?: string): boolean {
  if (typeof list !== 'object' || list === null) return false;
  const fields: Record<string, unknown> = { ...list };
  const isHere = callbackUrl === undefined ? Boolean(fields.callback_url) : fields.callback_url === callbackUrl;
  if (fields.event_type === event && isHere) return true;
  return Object.values(fields).some((value) => isListed(value, event, callbackUrl));
}
