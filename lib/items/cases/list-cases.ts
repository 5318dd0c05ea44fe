import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { CASE_TITLE_LIMIT, type CaseChoice } from './types.ts';

/** How many are offered: the latest. */
const SHOWN = 20;

/** Open cases to put an item into: those of which the caller sees an item, latest first. @param input.q part of the title */
export const listCases = defineAct('items.read', async (caller, { q = '' }: { q?: string | undefined } = {}) => {
  const part = q.trim().slice(0, CASE_TITLE_LIMIT);
  return await asMember(
    caller,
    async (tx) =>
      await tx.$queryRaw<CaseChoice[]>`
      SELECT k."id"::text, k."title", seen.items AS "itemCount" FROM "item_case" k
      CROSS JOIN LATERAL (SELECT count(*)::int AS items FROM "item" i
        WHERE i."workspaceId" = k."workspaceId" AND i."caseId" = k."id") seen
      WHERE k."workspaceId" = ${caller.workspaceId}::uuid AND k."closedAt" IS NULL AND seen.items > 0
        AND position(lower(${part}) IN lower(k."title")) > 0
      ORDER BY k."createdAt" DESC, k."id" LIMIT ${SHOWN}::int`,
  );
});
