import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import { owedBySql } from './owed-sql.ts';
import type { PromiseView } from './types.ts';

type Row = Omit<PromiseView, 'dueAt' | 'createdAt' | 'endedAt'> & {
  dueAt: Date;
  createdAt: Date;
  endedAt: Date | null;
};

/** The most of those that ended. */
const ENDED_LIMIT = 50;

const nameOf = (id: Prisma.Sql) => Prisma.sql`(SELECT json_build_object('id', m."id", 'name', u."name")
  FROM "member" m JOIN "user" u ON u."id" = m."userId" WHERE m."workspaceId" = p."workspaceId" AND m."id" = ${id})`;

/**
 * The promises of one item: those that are owed first, the soonest first; then those that wait for their reply; then those
 * that ended, the latest first.
 * @throws Refusal `not_found`
 */
export const listPromises = defineAct(
  'items.read',
  async (caller, { itemId }: { itemId: string }): Promise<PromiseView[]> => {
    const id = uuid(itemId);
    const rows = await asMember(caller, async (tx) => {
      await readItemRow(tx, caller, id);
      return await tx.$queryRaw<Row[]>(Prisma.sql`
        SELECT p."id"::text, p."state", p."text", p."dueAt", p."actionId"::text, keeper."id"::text AS "keptByActionId", p."createdAt",
          p."endedAt", p."reason", ${nameOf(Prisma.sql`p."madeById"`)} AS "madeBy", ${nameOf(owedBySql)} AS "owedBy",
          ${nameOf(Prisma.sql`p."endedById"`)} AS "endedBy"
        FROM "item_promise" p JOIN "item" i ON i."workspaceId" = p."workspaceId" AND i."id" = p."itemId"
        LEFT JOIN "action" keeper ON keeper."workspaceId" = p."workspaceId" AND keeper."id" = p."keptByActionId"
          AND keeper."state" <> 'failed'
        WHERE p."workspaceId" = ${caller.workspaceId}::uuid AND p."itemId" = ${id}::uuid
        ORDER BY CASE p."state" WHEN 'open' THEN 0 WHEN 'pending' THEN 1 ELSE 2 END, p."endedAt" DESC, p."dueAt", p."id"
        LIMIT ${ENDED_LIMIT}`);
    });
    return rows.map((row) => ({
      ...row,
      dueAt: row.dueAt.toISOString(),
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    }));
  },
);
