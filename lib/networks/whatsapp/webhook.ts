import type { InboundEvent, ItemKind, SubscribedEvent, WebhookHandler } from '../contract.ts';
import { parseAnswer } from '../kit/entries.ts';
import { successAnswer } from '../kit/meta/send-wire.ts';
import { checkSignature, metaHandshake } from '../kit/meta/webhook-handler.ts';
import { changesOf, readWebhookBody } from '../kit/meta/webhook-wire.ts';
import { refusalOf } from '../kit/subscribe-each.ts';
import { callGraph } from './calls.ts';
import type { WhatsAppChannel, WhatsAppCredentials } from './credentials.ts';
import { eventsOfChange } from './inbound.ts';
import { change, numberOfChange } from './wire.ts';

/** The usual longest delay. */
const LATE_MS = 5 * 60_000;

/** The field that brings messages and how far the brand's own came. */
const FIELD = 'messages';

export const webhook: WebhookHandler<WhatsAppCredentials> = {
  pushDelays: { message: LATE_MS },
  handshake: metaHandshake,
  verify: (request, app) => checkSignature(request, [app.clientSecret]),
  // An entry's id is that of the business account, which may have several numbers: each is a channel.
  readAccountIds: ({ body }) => [...new Set(changesIn(body).map(({ numberId }) => numberId))],
  parse: async (channel, { body }) => {
    const events: InboundEvent[] = [];
    for (const { numberId, value } of changesIn(body)) {
      if (numberId !== channel.account.externalId) continue;
      const { parsed, unreadable } = parseAnswer(change, value, { setsAside: channel.reportUnreadable !== undefined });
      if (unreadable.length > 0) await channel.reportUnreadable?.(FIELD, unreadable);
      if (!parsed.success) throw parsed.error;
      events.push(...eventsOfChange(channel, parsed.data));
    }
    return { events };
  },
  events: { [FIELD]: ['message'] satisfies ItemKind[] },
  subscribe,
};

/** The app chooses its fields in its own settings; an account is subscribed to them as a whole. */
async function subscribe(channel: WhatsAppChannel): Promise<SubscribedEvent[]> {
  const asked = callGraph(channel, {
    method: 'POST',
    path: `${channel.credentials.wabaId}/subscribed_apps`,
    schema: successAnswer,
    writes: false,
  });
  return [{ event: FIELD, refusal: await refusalOf(asked) }];
}

function changesIn(body: string): { numberId: string; value: unknown }[] {
  return readWebhookBody(body)
    .entry.flatMap(changesOf)
    .flatMap(({ field, value }) => {
      const of = numberOfChange.safeParse(value);
      return field === FIELD && of.success ? [{ numberId: of.data.metadata.phone_number_id, value }] : [];
    });
}
