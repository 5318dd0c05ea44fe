import { refuseUnless } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { startExport } from './start-export.ts';
import { type ExportedTable, keyTypes } from './tables.ts';

/** Rows per query: a table is never in memory as a whole. */
const PAGE = 500;

export type Row = Record<string, unknown>;
type Read = { row: Row; key: string[] };

/**
 * The rows of a table, page by page, as who asked for the export sees them now. Breaks off when they lose the right meanwhile.
 * @throws Refusal `not_allowed`
 */
export async function* readTable(caller: Caller, table: ExportedTable): AsyncGenerator<Row[]> {
  for (let last: string[] | null = null; ;) {
    const after: string[] | null = last;
    const page: Read[] = await asMember(caller, async (tx) => {
      await refuseOnceEnded(tx, caller);
      return await readPage(tx, caller.workspaceId, table, after);
    });
    yield page.map(({ row }) => row);
    last = page.at(-1)?.key ?? null;
    if (page.length < PAGE) return;
  }
}

/** @throws Refusal `not_allowed` when the caller has left, or is no admin any more */
export async function refuseOnceEnded(tx: Tx, caller: Caller): Promise<void> {
  const member = await tx.member.findFirst({ where: { id: caller.memberId, removedAt: null }, select: { role: true } });
  if (!member) throw new Refusal('not_allowed', { permission: startExport.permission });
  refuseUnless({ ...caller, role: member.role }, startExport);
}

/** In the order of the table's own key, so that a page costs the same wherever it is. */
async function readPage(tx: Tx, workspaceId: string, table: ExportedTable, last: string[] | null): Promise<Read[]> {
  const { name, key, without = [], from = Prisma.raw(`"${name}"`) } = table;
  const keys = Prisma.raw(key.map((column) => `t."${column}"`).join(', '));
  const texts = Prisma.raw(key.map((column) => `t."${column}"::text`).join(', '));
  const values = last?.map((value, at) => Prisma.sql`${value}::${Prisma.raw(keyTypes[key[at] ?? ''] ?? 'uuid')}`);
  const after = values ? Prisma.sql`AND (${keys}) > (${Prisma.join(values)})` : Prisma.empty;
  return await tx.$queryRaw<Read[]>(Prisma.sql`
    SELECT to_jsonb(t) - ${[...without]}::text[] AS "row", ARRAY[${texts}] AS "key" FROM ${from} AS t
    WHERE t."workspaceId" = ${workspaceId}::uuid ${after} ORDER BY ${keys} LIMIT ${PAGE}`);
}
