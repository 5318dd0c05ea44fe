import { createHash } from 'node:crypto';
import { Prisma } from './generated/client.ts';

/** Begins a statement that the server shall keep planned. */
const KEPT = '/* kept */';

/** The most statements that one connection keeps: each holds some 100 kB of the server's memory. */
const LIMIT = 64;

const names = new Map<string, string>();

/** Stands first in the few statements whose planning costs more than their run, and that come in few shapes. */
export const kept = Prisma.raw(KEPT);

/** @returns the name under which a statement is kept; empty for one that is planned anew each time */
export function statementName({ sql }: { sql: string }): string {
  if (!sql.startsWith(KEPT)) return '';
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= LIMIT) return '';
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 22);
  names.set(sql, name);
  return name;
}
