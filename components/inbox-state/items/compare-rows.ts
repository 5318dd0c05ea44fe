import type { ItemRow, ItemSort } from '#lib/items/types.ts';

type Row = Pick<ItemRow, 'id' | 'lastActivityAt' | 'priority' | 'replyDeadline'>;

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
      return (a, b) => {
        if (a.replyDeadline === null || b.replyDeadline === null) {
          return Number(a.replyDeadline === null) - Number(b.replyDeadline === null) || oldestFirst(a, b);
        }
        return compare(a.replyDeadline, b.replyDeadline) || compare(a.id, b.id);
      };
    default:
      return sort satisfies never;
  }
}

/** Dates are ISO 8601 in UTC, so their order is that of their texts. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
