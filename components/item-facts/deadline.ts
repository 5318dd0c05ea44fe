import type { ItemRow } from '#lib/items/types.ts';

export type Deadline = {
  /** ISO 8601 */
  at: string;
  /** The network still accepts a few replies until then, but no longer any number. */
  isLimited: boolean;
};

type Row = Pick<ItemRow, 'capabilities' | 'lastInboundAt' | 'replyDeadline'>;

/**
 * Until when an item can be answered, on the row and in the composer alike: until its reply deadline, and once that has
 * passed until the end of the window in which the network still accepts a few replies. Null where replies are always accepted.
 */
export function deadlineOf({ capabilities, lastInboundAt, replyDeadline }: Row, now: number): Deadline | null {
  if (replyDeadline === null) return null;
  if (Date.parse(replyDeadline) > now) return { at: replyDeadline, isLimited: false };
  const ends = (capabilities.reply?.windows ?? [])
    .filter(({ since, max, right }) => since === 'contact' && max !== undefined && right === undefined)
    .map(({ forMs }) => Date.parse(lastInboundAt) + forMs)
    .filter((end) => end > now);
  if (ends.length === 0) return { at: replyDeadline, isLimited: false };
  return { at: new Date(Math.max(...ends)).toISOString(), isLimited: true };
}
