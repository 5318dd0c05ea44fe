import { createHash } from 'node:crypto';
import { Prisma } from './generated/client.ts';

/** Marks a statement that should be prepared. */
const PREPARED = '/* prepared */';

/** The most prepared statements per connection: each one takes about 100 kB of the server's memory. */
const LIMIT = 64;

const names = new Map<string, string>();

/** Put it first in a statement that takes longer to plan than to run and has few variants. */
export const prepared = Prisma.raw(PREPARED);

/** @returns the name of the prepared statement; empty for a statement that is planned each time */
export function statementName({ sql }: { sql: string }): string {
  if (!sql.startsWith(PREPARED)) return '';
  const known = names.get(sql);
  if (known) return known;
  if (names.size >= LIMIT) return '';
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 22);
  names.set(sql, name);
  return name;
}
