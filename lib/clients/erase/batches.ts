import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { eraseItems } from '#lib/items/change/erase-items.ts';

/** Rows that one transaction erases; of items, which take their messages along, fewer. */
const ROWS = 1_000;
const ITEMS = 100;

export type Erased = { rows: number; items?: number; messages?: number; contacts?: number };
/** Erases up to so many rows of one kind. Zero rows: there are none left. */
export type Batch = (tx: Tx, workspaceId: string) => Promise<Erased>;

/** Deletes rows of a table by their id. */
const rowsOf =
  (table: string): Batch =>
  async (tx, workspaceId) => ({
    rows: await tx.$executeRaw(Prisma.sql`
      DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "workspaceId" = ${workspaceId}::uuid AND "id" IN (
        SELECT "id" FROM ${Prisma.raw(`"${table}"`)} WHERE "workspaceId" = ${workspaceId}::uuid LIMIT ${ROWS})`),
  });

const items: Batch = async (tx, workspaceId) => {
  const erased = await eraseItems(tx, workspaceId, ITEMS);
  return { rows: erased.items, ...erased };
};

const contacts: Batch = async (tx, workspaceId) => {
  const found = await tx.contact.findMany({ where: { workspaceId }, select: { id: true }, take: ROWS });
  const { count } = await tx.contact.deleteMany({ where: { workspaceId, id: { in: found.map(({ id }) => id) } } });
  return { rows: count, contacts: count };
};

/** In the order in which rows depend on each other. */
export const batches: readonly Batch[] = [
  rowsOf('webhook_delivery'),
  rowsOf('notification'),
  items,
  rowsOf('item_case'),
  rowsOf('attachment'),
  rowsOf('rejected_event'),
  rowsOf('post'),
  contacts,
];
