import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { startExport } from './start-export.ts';
import type { ExportedTable } from './tables.ts';

/** Rows per query: a table is never in memory as a whole. */
const PAGE = 500;

export type Row = Record<string, unknown>;

/**
 * The rows of a table, page by page, as who asked for the export sees them now. Breaks off when they lose the right meanwhile.
 * @throws Refusal `not_allowed`
 */
export async function* readTable(caller: Caller, table: ExportedTable): AsyncGenerator<Row[]> {
  for (let last: Row | undefined; ;) {
    const rows = await asMember(caller, async (tx) => {
      await refuseOnceEnded(tx, caller);
      return await readPage(tx, caller.workspaceId, table, last);
    });
    yield rows;
    last = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

/** @throws Refusal `not_allowed` when the caller has left, or is no admin any more */
export async function refuseOnceEnded(tx: Tx, caller: Caller): Promise<void> {
  const member = await tx.member.findFirst({ where: { id: caller.memberId, removedAt: null }, select: { role: true } });
  if (!member) throw new Refusal('not_allowed', { permission: startExport.permission });
  refuseUnless({ ...caller, role: member.role }, startExport);
}

async function readPage(tx: Tx, workspaceId: string, table: ExportedTable, last: Row | undefined): Promise<Row[]> {
  const { name, key, without = [], from = Prisma.raw(`"${name}"`) } = table;
  const keys = Prisma.raw(key.map((column) => `t."${column}"::text`).join(', '));
  const after = last
    ? Prisma.sql`AND (${keys}) > (${Prisma.join(key.map((column) => Prisma.sql`${String(last[column])}::text`))})`
    : Prisma.empty;
  const rows = await tx.$queryRaw<{ row: Row }[]>(Prisma.sql`
    SELECT to_jsonb(t) - ${[...without]}::text[] AS "row" FROM ${from} AS t
    WHERE t."workspaceId" = ${workspaceId}::uuid ${after} ORDER BY ${keys} LIMIT ${PAGE}`);
  return rows.map(({ row }) => row);
}
