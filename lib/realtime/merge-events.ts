import type { LiveEvent } from './types.ts';
import type { EventRow } from './read-events.ts';
import type { LiveMessage } from './types.ts';

/** The most ids in one event. A browser that shows fewer items refetches only those it shows. */
const IDS_LIMIT = 1_000;

/**
 * Merges rows into one event per kind, each id once. Only the last event carries the position: a browser that is cut
 * off in between receives all of them again and misses none.
 */
export function mergeEvents(rows: EventRow[], position: string): LiveMessage[] {
  const idsByKind = new Map<Exclude<EventRow['kind'], 'access'>, Set<string>>();
  for (const { kind, ids } of rows) {
    if (kind === 'access') continue;
    const known = idsByKind.get(kind) ?? new Set();
    idsByKind.set(kind, known);
    for (const id of ids) known.add(id);
  }
  const events: LiveEvent[] = [];
  for (const [kind, ids] of idsByKind) {
    const all = [...ids];
    for (let start = 0; start === 0 || start < all.length; start += IDS_LIMIT) {
      events.push({ kind, ids: all.slice(start, start + IDS_LIMIT) });
    }
  }
  return events.map((event, index) => ({ id: index === events.length - 1 ? position : null, event }));
}
