/** The longest absence after which a browser still receives what it missed, in seconds; rows are stored longer. */
const RESUMABLE_SECONDS = 23 * 3600;

/**
 * A position in a workspace's stream: everything up to (xid, id) has been emitted, as of a time (seconds since 1970).
 * An id alone is not enough: ids are assigned before the commit, and a higher one may commit first.
 */
export type Position = { xid: bigint; id: bigint; seconds: number };

export function formatPosition({ xid, id, seconds }: Position): string {
  return `${xid}-${id}-${seconds}`;
}

/** @returns null for a malformed position, or one so old that the rows after it may be deleted */
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
