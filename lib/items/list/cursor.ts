import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#lib/refusal.ts';
import type { ItemFilter, ItemSort } from '../types.ts';

/** The keys of a page's last row in the list's order; the last key is the id. */
export type Place = readonly (string | number)[];

const parts = z.tuple([z.string(), z.array(z.union([z.string().max(64), z.number()])).max(4)]);

/** Writes an opaque cursor, which is valid only for the list that it comes from. */
export function writeCursor(list: ListIdentity, place: Place): string {
  return Buffer.from(JSON.stringify([nameOf(list), place])).toString('base64url');
}

/** @throws Refusal `invalid` for a malformed cursor or one of another list */
export function readCursor<Keys extends z.ZodTuple>(cursor: string, list: ListIdentity, keys: Keys): z.infer<Keys> {
  const read = parts.safeParse(parsed(cursor));
  if (!read.success || read.data[0] !== nameOf(list)) throw new Refusal('invalid', { field: 'cursor' });
  const place = keys.safeParse(read.data[1]);
  if (!place.success) throw new Refusal('invalid', { field: 'cursor' });
  return place.data;
}

/** What identifies a list: its filter and order. */
export type ListIdentity =
  | { filter: ItemFilter; sort: ItemSort; workspaces?: readonly string[] | null }
  | { itemId: string }
  | { contactId: string };

function nameOf(list: ListIdentity): string {
  const sorted = JSON.stringify(list, (_key, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(sorted).digest('base64url').slice(0, 12);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}
