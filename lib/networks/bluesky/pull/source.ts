import type { Source } from './cursor.ts';

/** A page of one of the network's lists, newest first. `isKnown`: everything on it is stored already. */
export type ListPage<T> = { entries: T[]; cursor?: string | undefined; isKnown?: boolean };

const BACKFILL_MS = 90 * 24 * 3_600_000;
/** The lists are ordered by index time, which may be a little late. */
const OVERLAP_MS = 10 * 60_000;

/** The time down to which a list is read from its newest entry. */
export function floorOf({ head }: Source, now: Date): string {
  const from = head === null ? now.getTime() - BACKFILL_MS : Date.parse(head) - OVERLAP_MS;
  return new Date(from).toISOString();
}

/** The source after its newest page was read: what lies between that page and the floor becomes a gap, read later. */
export function afterHead<T extends { indexedAt: string }>(source: Source, page: ListPage<T>, floor: string): Source {
  const heads = [source.head, ...page.entries.map(({ indexedAt }) => iso(indexedAt))].filter((at) => at !== null);
  const head = heads.sort().at(-1) ?? null;
  const { cursor } = page;
  if (cursor === undefined || isEnd(page, { floor, readBelow: source.head })) return { ...source, head };
  return { head, gaps: [...source.gaps, { cursor, floor, readBelow: source.head }] };
}

/** The source after one more page of its latest gap was read. */
export function afterGap<T extends { indexedAt: string }>(source: Source, page: ListPage<T>): Source {
  const open = source.gaps.at(-1);
  const rest = source.gaps.slice(0, -1);
  if (!open || page.cursor === undefined || page.cursor === open.cursor || isEnd(page, open)) {
    return { ...source, gaps: rest };
  }
  return { ...source, gaps: [...rest, { ...open, cursor: page.cursor }] };
}

/**
 * A busy list has many pages within the overlap: the first one without news, where everything was read before, ends
 * it.
 */
function isEnd<T extends { indexedAt: string }>(
  { entries, isKnown = false }: ListPage<T>,
  { floor, readBelow }: { floor: string; readBelow: string | null },
): boolean {
  const times = entries.map(({ indexedAt }) => iso(indexedAt));
  const [newest] = times;
  if (isKnown && readBelow !== null && newest !== undefined && newest <= readBelow) return true;
  return times.some((at) => at <= floor);
}

function iso(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? new Date(0).toISOString() : new Date(time).toISOString();
}
