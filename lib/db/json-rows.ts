import { Prisma } from './generated/client.ts';

/** Many rows as one parameter, for `jsonb_to_recordset`: however many there are, it stays one statement. */
export function jsonRows(values: readonly unknown[]): Prisma.Sql {
  return Prisma.sql`${JSON.stringify(values)}::jsonb`;
}
