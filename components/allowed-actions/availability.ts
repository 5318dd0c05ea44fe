import type { ReplyCapability } from '#lib/networks/contract.ts';
import type { ItemRow, MessageView, OffersView, OfferView } from '#lib/items/types.ts';

/** An availability at a moment: a window that has ended since it was read is closed, even if another one may follow. */
export function availabilityAt(availability: OfferView, now: number): OfferView {
  if (!availability.can || availability.until === null || Date.parse(availability.until) > now) return availability;
  return { can: false, reason: 'window_closed', since: availability.until };
}

/** Whether an action is available on a message now. Nothing is available on a message that the network does not know yet. */
export function availabilityOf(message: Pick<MessageView, 'offers'>, name: keyof OffersView, now: number): OfferView {
  const availability = message.offers?.[name];
  return availability ? availabilityAt(availability, now) : { can: false, reason: 'not_offered', since: null };
}

/** A reply's limits for this message: an account or app may have another length limit than the network's usual one. */
export function capabilityAt(
  { capabilities }: Pick<ItemRow, 'capabilities'>,
  message: Pick<MessageView, 'offers'> | undefined,
  name: 'reply' | 'privateReply',
  now: number,
): ReplyCapability | undefined {
  const capability = capabilities[name];
  const availability = message && availabilityOf(message, name, now);
  return capability && availability?.can && availability.maxLength !== null
    ? { ...capability, maxLength: availability.maxLength }
    : capability;
}

/** When the next of a message's open windows ends, in milliseconds since 1970; null when none does. */
export function nextWindowEnd(message: Pick<MessageView, 'offers'> | undefined, now: number): number | null {
  const ends = Object.values(message?.offers ?? {}).flatMap((availability) =>
    availability.can && availability.until !== null ? [Date.parse(availability.until)] : [],
  );
  const later = ends.filter((end) => end > now);
  return later.length > 0 ? Math.min(...later) : null;
}

export type ReplyNumber = { number: number; max: number };

/**
 * Which reply the next one is, of the few that a window allows; null if the network does not limit their number. Counts as
 * the server does: every reply since the contact last wrote, except those that failed.
 */
export function replyInWindow(
  availability: OfferView,
  row: Pick<ItemRow, 'capabilities' | 'lastInboundAt'>,
  messages: readonly Pick<MessageView, 'direction' | 'state' | 'createdAt'>[],
): ReplyNumber | null {
  if (!availability.can || availability.as === null) return null;
  const max = row.capabilities.reply?.windows?.find(({ as }) => as === availability.as)?.max;
  if (max === undefined) return null;
  const sent = messages.filter(
    ({ direction, state, createdAt }) =>
      direction === 'outbound' && state !== 'failed' && Date.parse(createdAt) > Date.parse(row.lastInboundAt),
  );
  return { number: Math.min(max, sent.length + 1), max };
}
