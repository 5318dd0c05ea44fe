import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';

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

/** Items, with everything that hangs on them: messages, replies, notes, tags, drafts. */
const items: Batch = async (tx, workspaceId) => {
  const found = await tx.item.findMany({ where: { workspaceId }, select: { id: true }, take: ITEMS });
  const ids = found.map(({ id }) => id);
  const where = { workspaceId, itemId: { in: ids } };
  const messages = await tx.message.count({ where });
  // An action that takes another back would hold it.
  await tx.action.updateMany({ where: { ...where, undoOfId: { not: null } }, data: { undoOfId: null } });
  const { count } = await tx.item.deleteMany({ where: { workspaceId, id: { in: ids } } });
  return { rows: count, items: count, messages };
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
  rowsOf('attachment'),
  rowsOf('rejected_event'),
  rowsOf('post'),
  contacts,
];
