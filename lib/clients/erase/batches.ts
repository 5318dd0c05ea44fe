import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { eraseItems } from '#lib/items/change/erase-items.ts';

/** Rows that one transaction erases; of items, which take their messages along, fewer. */
const ROWS = 1_000;
const ITEMS = 100;
/** Of parts of an export, each of a megabyte. */
const PARTS = 100;

export type Erased = { rows: number; items?: number; messages?: number; contacts?: number };
/** Erases up to so many rows of one kind. Zero rows: there are none left. */
export type Batch = (tx: Tx, workspaceId: string) => Promise<Erased>;

/** Deletes rows of a table by the rest of its key. */
const rowsOf = (table: string, { key = ['id'], limit = ROWS }: { key?: string[]; limit?: number } = {}): Batch => {
  const from = Prisma.raw(`"${table}"`);
  const columns = Prisma.raw(key.map((column) => `"${column}"`).join(', '));
  return async (tx, workspaceId) => ({
    rows: await tx.$executeRaw(Prisma.sql`
      DELETE FROM ${from} WHERE "workspaceId" = ${workspaceId}::uuid AND (${columns}) IN (
        SELECT ${columns} FROM ${from} WHERE "workspaceId" = ${workspaceId}::uuid LIMIT ${limit})`),
  });
};

const items: Batch = async (tx, workspaceId) => {
  const erased = await eraseItems(tx, workspaceId, ITEMS);
  return { rows: erased.items, ...erased };
};

const contacts: Batch = async (tx, workspaceId) => {
  const found = await tx.contact.findMany({ where: { workspaceId }, select: { id: true }, take: ROWS });
  const { count } = await tx.contact.deleteMany({ where: { workspaceId, id: { in: found.map(({ id }) => id) } } });
  return { rows: count, contacts: count };
};

/**
 * Every table that grows with the use of a workspace, in the order in which rows depend on each other. Seals go before the lines
 * that they seal.
 */
export const batches: readonly Batch[] = [
  rowsOf('webhook_delivery'),
  rowsOf('notification'),
  items,
  rowsOf('item_case'),
  rowsOf('attachment'),
  rowsOf('rejected_event'),
  rowsOf('post'),
  contacts,
  rowsOf('workspace_export_part', { key: ['exportId', 'number'], limit: PARTS }),
  rowsOf('tombstone', { key: ['channelId', 'externalId'] }),
  rowsOf('search_word', { key: ['word'] }),
  rowsOf('audit_unsealed'),
  rowsOf('audit_seal', { key: ['number'] }),
  rowsOf('audit_entry'),
  rowsOf('item_history', { key: ['id', 'createdAt'] }),
  rowsOf('realtime_event', { key: ['xid', 'id'] }),
];
