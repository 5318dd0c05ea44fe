import type { ChannelAccount, InboundAttachment, InboundPost } from '../contract.ts';
import type { Pin } from './wire.ts';

/** A Pin with Pinterest's counts: `replies` are comments that nobody can read through the API. */
export function postOf(account: ChannelAccount, pin: Pin): InboundPost {
  const attachments = attachmentsOf(pin);
  const { comment, reaction } = pin.pin_metrics?.lifetime_metrics ?? {};
  return {
    externalId: pin.id,
    author: account,
    isOwn: true,
    text: [pin.title, pin.description].filter(Boolean).join('\n'),
    url: `https://www.pinterest.com/pin/${pin.id}/`,
    createdAt: createdAt(pin),
    ...(attachments.length > 0 && { attachments }),
    counts: { ...(comment !== undefined && { replies: comment }), ...(reaction !== undefined && { likes: reaction }) },
  };
}

/** Times come without a zone; UTC is assumed, though not documented. */
export function createdAt({ created_at: at }: Pin): Date {
  return new Date(/(Z|[+-]\d\d:?\d\d)$/.test(at) ? at : `${at}Z`);
}

/** How many comments Pinterest counts on a Pin; null where it does not count them. */
export function commentsOf({ pin_metrics: metrics }: Pin): number | null {
  return metrics?.lifetime_metrics?.comment ?? null;
}

function attachmentsOf({ media, alt_text: altText }: Pin): InboundAttachment[] {
  const [largest] = Object.values(media?.images ?? {}).toSorted((one, other) => other.width - one.width);
  if (!largest) return [];
  const { url, width, height } = largest;
  return [{ kind: 'image', url, width, height, ...(altText && { altText }) }];
}
