import type { ReplyCapability } from '#lib/networks/contract.ts';
import type { ItemRow, MessageView, OffersView, OfferView } from '#lib/items/types.ts';

/** An offer as it is at a moment: a span that has ended since it was read is closed, whatever may come after it. */
export function offerAt(offer: OfferView, now: number): OfferView {
  if (!offer.can || offer.until === null || Date.parse(offer.until) > now) return offer;
  return { can: false, reason: 'window_closed', since: offer.until };
}

/** What may be done to a message now; what the network does not know takes nothing. */
export function offerOf(message: Pick<MessageView, 'offers'>, name: keyof OffersView, now: number): OfferView {
  const offer = message.offers?.[name];
  return offer ? offerAt(offer, now) : { can: false, reason: 'not_offered', since: null };
}

/** A reply's limits as they are for this message: an account or app may be given another length than the rule's. */
export function capabilityAt(
  { capabilities }: Pick<ItemRow, 'capabilities'>,
  message: Pick<MessageView, 'offers'> | undefined,
  name: 'reply' | 'privateReply',
  now: number,
): ReplyCapability | undefined {
  const capability = capabilities[name];
  const offer = message && offerOf(message, name, now);
  return capability && offer?.can && offer.maxLength !== null
    ? { ...capability, maxLength: offer.maxLength }
    : capability;
}

/** When the next of a message's open spans ends, in milliseconds since 1970; null when none does. */
export function nextEnd(message: Pick<MessageView, 'offers'> | undefined, now: number): number | null {
  const ends = Object.values(message?.offers ?? {}).flatMap((offer) =>
    offer.can && offer.until !== null ? [Date.parse(offer.until)] : [],
  );
  const later = ends.filter((end) => end > now);
  return later.length > 0 ? Math.min(...later) : null;
}

export type Allowed = { place: number; max: number };

/**
 * Which of a span's few replies the next one is; null where the network counts none. As the server counts them: what
 * the brand sent since the contact last wrote, however it ended but failed.
 */
export function placeInSpan(
  offer: OfferView,
  row: Pick<ItemRow, 'capabilities' | 'lastInboundAt'>,
  messages: readonly Pick<MessageView, 'direction' | 'state' | 'createdAt'>[],
): Allowed | null {
  if (!offer.can || offer.as === null) return null;
  const max = row.capabilities.reply?.windows?.find(({ as }) => as === offer.as)?.max;
  if (max === undefined) return null;
  const sent = messages.filter(
    ({ direction, state, createdAt }) =>
      direction === 'outbound' && state !== 'failed' && Date.parse(createdAt) > Date.parse(row.lastInboundAt),
  );
  return { place: Math.min(max, sent.length + 1), max };
}
