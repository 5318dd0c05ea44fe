import { Prisma } from '#lib/db/generated/client.ts';

/** A number of a counter's row, without the confidential items where they are hidden. */
export function seenNumber(row: Prisma.Sql, column: 'items' | 'failed', hidesConfidential: boolean): Prisma.Sql {
  const number = Prisma.sql`${row}.${Prisma.raw(`"${column}"`)}`;
  if (!hidesConfidential) return number;
  return Prisma.sql`${number} - ${row}.${Prisma.raw(column === 'items' ? '"confidential"' : '"confidentialFailed"')}`;
}
