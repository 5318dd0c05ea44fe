import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/** @throws Refusal `not_found` for a tag of another workspace. Until the transaction ends, none of them is deleted. */
export async function refuseUnknownTags(tx: Tx, given: readonly string[]): Promise<void> {
  const ids = [...new Set(given)];
  const known = await tx.$queryRaw<unknown[]>`
    SELECT "id" FROM "tag" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR KEY SHARE`;
  if (known.length < ids.length) throw new Refusal('not_found');
}
