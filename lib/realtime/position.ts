/** The longest absence after which a browser still gets what it missed, in seconds: less than rows are kept. */
const RESUMABLE_SECONDS = 23 * 3600;

/**
 * A place in a workspace's stream: everything up to (xid, id) has been told, as known at a moment (seconds since 1970).
 * Ids alone would not do: they are given out before the commit, and a later one may commit first.
 */
export type Position = { xid: bigint; id: bigint; seconds: number };

export function formatPosition({ xid, id, seconds }: Position): string {
  return `${xid}-${id}-${seconds}`;
}

/** @returns null for what is not a place, or one so old that its successors may be gone */
export function parsePosition(text: string, nowSeconds: number): Position | null {
  const match = /^(\d{1,18})-(\d{1,18})-(\d{1,12})$/.exec(text);
  if (!match) return null;
  const [, xid = '', id = '', seconds = ''] = match;
  const position = { xid: BigInt(xid), id: BigInt(id), seconds: Number(seconds) };
  return nowSeconds - position.seconds > RESUMABLE_SECONDS ? null : position;
}

export function isBefore(a: Pick<Position, 'xid' | 'id'>, b: Pick<Position, 'xid' | 'id'>): boolean {
  return a.xid < b.xid || (a.xid === b.xid && a.id < b.id);
}
