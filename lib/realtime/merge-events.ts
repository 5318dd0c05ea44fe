import type { LiveEvent } from './types.ts';
import type { EventRow } from './read-events.ts';
import type { LiveMessage } from './types.ts';

/** The most ids one event carries; a browser that shows fewer items than that refetches what it shows. */
const MOST_IDS = 1_000;

/**
 * Rows become one event a kind with each id once. Only the last event carries the place, so that whoever is cut off
 * in between is told all of them again rather than missing one.
 */
export function mergeEvents(rows: EventRow[], place: string): LiveMessage[] {
  const idsByKind = new Map<EventRow['kind'], Set<string>>();
  for (const { kind, ids } of rows) {
    const known = idsByKind.get(kind) ?? new Set();
    idsByKind.set(kind, known);
    for (const id of ids) known.add(id);
  }
  const events: LiveEvent[] = [];
  for (const [kind, ids] of idsByKind) {
    const all = [...ids];
    for (let start = 0; start === 0 || start < all.length; start += MOST_IDS) {
      events.push({ kind, ids: all.slice(start, start + MOST_IDS) });
    }
  }
  return events.map((event, index) => ({ id: index === events.length - 1 ? place : null, event }));
}
