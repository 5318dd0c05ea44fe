import type { Source } from './cursor.ts';

/** A page of one of the network's lists, newest first. */
export type ListPage<T> = { entries: T[]; cursor?: string | undefined };

const BACKFILL_MS = 90 * 24 * 3_600_000;
/** The lists are ordered by index time, which may come a little late. */
const OVERLAP_MS = 10 * 60_000;

/** How far down a list is to be read from its newest entry. */
export function floorOf({ head }: Source, now: Date): string {
  const from = head === null ? now.getTime() - BACKFILL_MS : Date.parse(head) - OVERLAP_MS;
  return new Date(from).toISOString();
}

/** The source after its newest page was read: what lies between that page and the floor is a gap, read later. */
export function afterHead<T extends { indexedAt: string }>(source: Source, page: ListPage<T>, floor: string): Source {
  const heads = [source.head, ...page.entries.map(({ indexedAt }) => iso(indexedAt))].filter((at) => at !== null);
  const head = heads.sort().at(-1) ?? null;
  const { cursor } = page;
  if (cursor === undefined || reaches(page, floor)) return { ...source, head };
  return { head, gaps: [...source.gaps, { cursor, floor }] };
}

/** The source after one more page of its latest gap was read. */
export function afterGap<T extends { indexedAt: string }>(source: Source, page: ListPage<T>): Source {
  const open = source.gaps.at(-1);
  const rest = source.gaps.slice(0, -1);
  if (!open || page.cursor === undefined || page.cursor === open.cursor || reaches(page, open.floor)) {
    return { ...source, gaps: rest };
  }
  return { ...source, gaps: [...rest, { ...open, cursor: page.cursor }] };
}

function reaches<T extends { indexedAt: string }>({ entries }: ListPage<T>, floor: string): boolean {
  return entries.some(({ indexedAt }) => iso(indexedAt) <= floor);
}

function iso(at: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? new Date(0).toISOString() : new Date(time).toISOString();
}
