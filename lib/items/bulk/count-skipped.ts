import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { BulkChange, SkipReason } from './types.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** How many items were left as they were for a reason; `memberKey` is who has them, or the nil id. */
export type Skip = { reason: SkipReason; memberKey: string; items: number };

/**
 * Why these items were left as they were, in the transaction that has just tried to change them.
 * @param unseen of them, those that somebody to be assigned does not see
 */
export async function countSkipped(
  tx: Tx,
  caller: Caller,
  { act, itemIds, unseen }: { act: BulkChange['act']; itemIds: string[]; unseen: string[] },
): Promise<Skip[]> {
  const others = itemIds.filter((id) => !unseen.includes(id));
  const skips: Skip[] = unseen.length > 0 ? [{ reason: 'unseen', memberKey: NOBODY, items: unseen.length }] : [];
  if (others.length === 0) return skips;
  if (act === 'claim' || act === 'release') return [...skips, ...(await byHolder(tx, caller, others))];
  if (act !== 'resolve' && act !== 'ignore') return [...skips, same(others.length)];
  const goal = act === 'resolve' ? 'resolved' : 'ignored';
  const [row] = await tx.$queryRaw<{ parts: number }[]>`
    SELECT count(*)::int AS parts FROM "item"
    WHERE "id" = ANY(${others}::uuid[]) AND "needsAll" AND "status"::text <> ${goal}`;
  const parts = row?.parts ?? 0;
  return [
    ...skips,
    ...(parts > 0 ? [{ reason: 'parts' as const, memberKey: NOBODY, items: parts }] : []),
    ...(others.length > parts ? [same(others.length - parts)] : []),
  ];
}

const same = (items: number): Skip => ({ reason: 'same', memberKey: NOBODY, items });

async function byHolder(tx: Tx, { memberId }: Caller, itemIds: string[]): Promise<Skip[]> {
  const rows = await tx.$queryRaw<{ memberKey: string; items: number }[]>`
    SELECT coalesce(nullif("ownerId", ${memberId}::uuid), ${NOBODY}::uuid)::text AS "memberKey", count(*)::int AS items
    FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) GROUP BY 1`;
  return rows.map(({ memberKey, items }) =>
    memberKey === NOBODY ? same(items) : { reason: 'held', memberKey, items },
  );
}

/** What an undo left alone. */
export const changedSince = (items: number): Skip[] =>
  items > 0 ? [{ reason: 'changed_since', memberKey: NOBODY, items }] : [];

/** Adds to the numbers of a job. */
export async function addSkips(tx: Tx, workspaceId: string, jobId: string, skips: readonly Skip[]): Promise<void> {
  for (const { reason, memberKey, items } of skips) {
    await tx.$executeRaw`
      INSERT INTO "bulk_job_skip" AS s ("workspaceId", "jobId", "reason", "memberKey", "items")
      VALUES (${workspaceId}::uuid, ${jobId}::uuid, ${reason}, ${memberKey}::uuid, ${items})
      ON CONFLICT ("workspaceId", "jobId", "reason", "memberKey") DO UPDATE SET "items" = s."items" + EXCLUDED."items"`;
  }
}
