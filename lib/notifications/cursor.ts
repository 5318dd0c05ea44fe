import { z } from 'zod';
import { Refusal } from '#lib/refusal.ts';

/** When the last row of a page was created, and its id. */
export type Position = { createdAt: string; id: string };

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/** Writes an opaque cursor. It names no row of the database, so it leads on when that row is not to be seen any more. */
export function writeCursor({ createdAt, id }: Position): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** @throws Refusal `invalid` */
export function readCursor(cursor: string): Position {
  const read = position.safeParse(Buffer.from(cursor, 'base64url').toString().split(' '));
  if (!read.success) throw new Refusal('invalid', { field: 'cursor' });
  const [createdAt, id] = read.data;
  return { createdAt, id };
}
