import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import type { DeliveryState, DeliveryView } from './types.ts';

const PAGE = 50;
const cursorKeys = z.tuple([z.iso.datetime(), z.guid()]);

export type DeliveryPage = { deliveries: DeliveryView[]; nextCursor: string | null };
export type DeliveryRow = Omit<DeliveryView, 'receivedAt' | 'nextAt' | 'processedAt'> & {
  receivedAt: Date;
  nextAt: Date | null;
  processedAt: Date | null;
};

/**
 * Lists what the network pushed to a channel, latest first, without bodies.
 * @throws Refusal `not_found`; `invalid` (`cursor`)
 */
export const listDeliveries = defineAct(
  'deliveries.read',
  async (
    caller,
    { channelId, state, cursor }: { channelId: string; state?: DeliveryState; cursor?: string },
  ): Promise<DeliveryPage> => {
    const { workspaceId } = caller;
    const id = uuid(channelId);
    const after = cursor === undefined ? null : readCursor(cursor);
    return await asMember(caller, async (tx) => {
      await findChannel(tx, workspaceId, id);
      const rows = await tx.$queryRaw<DeliveryRow[]>`
      SELECT "id", "channelId", "receivedAt", "state", "attempts", "error", "nextAt", "processedAt", octet_length("body") AS "size"
      FROM "webhook_delivery"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${id}::uuid
        ${state ? Prisma.sql`AND "state" = ${state}::"DeliveryState"` : Prisma.empty}
        ${after ? Prisma.sql`AND ("receivedAt", "id") < (${after[0]}::timestamptz, ${after[1]}::uuid)` : Prisma.empty}
      ORDER BY "receivedAt" DESC, "id" DESC LIMIT ${PAGE + 1}`;
      const page = rows.slice(0, PAGE);
      const last = page.at(-1);
      return {
        deliveries: page.map(deliveryView),
        nextCursor: rows.length > PAGE && last ? writeCursor(last) : null,
      };
    });
  },
);

export function deliveryView(row: DeliveryRow): DeliveryView {
  return {
    ...row,
    receivedAt: row.receivedAt.toISOString(),
    nextAt: row.state === 'received' ? (row.nextAt?.toISOString() ?? null) : null,
    processedAt: row.processedAt?.toISOString() ?? null,
  };
}

/** @throws Refusal `not_found` */
export async function findChannel(tx: Tx, workspaceId: string, id: string): Promise<void> {
  const channel = await tx.channel.findFirst({ where: { workspaceId, id }, select: { id: true } });
  if (!channel) throw new Refusal('not_found');
}

function writeCursor({ receivedAt, id }: DeliveryRow): string {
  return Buffer.from(JSON.stringify([receivedAt.toISOString(), id])).toString('base64url');
}

function readCursor(cursor: string): readonly [string, string] {
  try {
    return cursorKeys.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new Refusal('invalid', { field: 'cursor' });
  }
}
