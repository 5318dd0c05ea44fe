import type { ItemRow, ItemSort } from '#lib/items/types.ts';

type Row = Pick<ItemRow, 'id' | 'lastActivityAt' | 'priority' | 'replyDeadline' | 'promiseDueAt'>;

/** Compares two rows in the order of a list, the same order that the server sorts by. */
export function compareRows(sort: ItemSort): (a: Row, b: Row) => number {
  const oldestFirst = (a: Row, b: Row) => compare(a.lastActivityAt, b.lastActivityAt) || compare(a.id, b.id);
  switch (sort) {
    case 'newest':
      return (a, b) => oldestFirst(b, a);
    case 'oldest':
      return oldestFirst;
    case 'priority':
      return (a, b) => b.priority - a.priority || oldestFirst(b, a);
    case 'expiring':
      return soonestFirst((row) => row.replyDeadline, oldestFirst);
    case 'promised':
      return soonestFirst((row) => row.promiseDueAt, oldestFirst);
    default:
      return sort satisfies never;
  }
}

type Compare = (a: Row, b: Row) => number;

/** Rows without the moment come last. */
const soonestFirst =
  (momentOf: (row: Row) => string | null, oldestFirst: Compare): Compare =>
  (a, b) => {
    const [one, other] = [momentOf(a), momentOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null) || oldestFirst(a, b);
    return compare(one, other) || compare(a.id, b.id);
  };

/** Dates are ISO 8601 in UTC, so their order is that of their texts. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
