import { Prisma } from '#lib/db/generated/client.ts';
import type { Sight } from '#lib/db/enter-workspace.ts';
import { seenNumber } from './seen-number.ts';

/** How many items each owner holds in each status, as the acting member sees them: rows of `ownerKey`, `status`, `n`. */
export function heldByOwner({ hidesConfidential }: Sight): Prisma.Sql {
  const from = (table: string) => Prisma.sql`
    SELECT c."ownerKey", c."status", (${seenNumber(Prisma.raw('c'), 'items', hidesConfidential)})::float8 AS n
    FROM ${Prisma.raw(`"${table}"`)} c`;
  // The confidential items that the member sees are few.
  const named = Prisma.sql`
    UNION ALL
    SELECT owner_key(i."ownerId"), i."status", 1 FROM "item" i WHERE i."confidentialTo" IS NOT NULL`;
  return Prisma.sql`${from('item_counter')} UNION ALL ${from('item_counter_delta')}${hidesConfidential ? named : Prisma.empty}`;
}
