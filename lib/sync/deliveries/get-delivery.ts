import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { deliveryView, type DeliveryRow } from './list-deliveries.ts';
import type { DeliveryDetail } from './types.ts';

const strings = z.record(z.string(), z.string());

/** A delivery with its headers and body. @throws Refusal `not_found` */
export const getDelivery = defineAct(
  'deliveries.read_body',
  async (caller, { deliveryId }: { deliveryId: string }): Promise<DeliveryDetail> => {
    const id = uuid(deliveryId);
    const [row] = await asMember(
      caller,
      (tx) => tx.$queryRaw<(DeliveryRow & { headers: unknown; body: string })[]>`
      SELECT "id", "channelId", "receivedAt", "state", "attempts", "error", "nextAt", "processedAt",
        octet_length("body") AS "size", "headers", "body"
      FROM "webhook_delivery" WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "id" = ${id}::uuid`,
    );
    if (!row) throw new Refusal('not_found');
    const { headers, body, ...rest } = row;
    return { ...deliveryView(rest), headers: strings.parse(headers), body };
  },
);
