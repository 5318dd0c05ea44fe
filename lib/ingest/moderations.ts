import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import type { Moderated } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { Known, KnownMessage } from './known-messages.ts';

export type Moderation = { held: KnownMessage; said: Moderated };

/** The network's decisions about stored replies that differ from what we know. */
export function newModerations(moderations: ReadonlyMap<string, Moderated>, known: Known): Moderation[] {
  return [...moderations.values()].flatMap((said) => {
    const held = known.messages.get(said.externalId);
    return held && held.direction === 'outbound' && said.state !== stateOf(held) ? [{ held, said }] : [];
  });
}

function stateOf({ isRejected, variant }: KnownMessage): Moderated['state'] {
  if (isRejected) return 'rejected';
  return variant === 'held' ? 'pending' : 'approved';
}

/**
 * Stores the decisions. A rejected reply was not published: it counts as failed and reopens its item. A pending reply is
 * shown as pending, and a reply that is published after all as sent.
 */
export async function writeModerations(tx: Tx, channel: ChannelRow, moderations: Moderation[]): Promise<void> {
  const values = moderations.map(({ held, said }) => ({
    id: held.id,
    itemId: held.itemId,
    isRejected: said.state === 'rejected',
    wasRejected: held.isRejected,
    isPending: said.state === 'pending',
    detail: said.detail ?? null,
  }));
  const write = writeItems({
    by: { workspaceId: channel.workspaceId, system: true },
    event: ['reply_rejected', 'content_changed'],
    given: Prisma.sql`(
      SELECT "itemId", CASE WHEN bool_or("isRejected") THEN 'reply_rejected' ELSE 'content_changed' END AS "event"
      FROM d GROUP BY "itemId"
    )`,
  });
  await tx.$executeRaw`
    WITH d AS (
      SELECT * FROM jsonb_to_recordset(${jsonRows(values)}) AS d ("id" uuid, "itemId" uuid, "isRejected" boolean,
        "wasRejected" boolean, "isPending" boolean, "detail" text)
    ), messages AS (
      UPDATE "message" m SET "variant" = CASE WHEN d."isPending" THEN 'held' END,
        "isRejected" = d."isRejected"
      FROM d WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = d."id"
    ), actions AS (
      UPDATE "action" a SET "state" = CASE WHEN d."isRejected" THEN 'failed' ELSE 'done' END::"ActionState",
        "errorKind" = CASE WHEN d."isRejected" THEN 'refused' END,
        "errorReason" = CASE WHEN d."isRejected" THEN 'policy_block' END, "errorDetail" = d."detail"
      FROM d WHERE a."workspaceId" = ${channel.workspaceId}::uuid AND a."messageId" = d."id"
        AND (d."isRejected" OR (d."wasRejected" AND a."state" = 'failed'))
    ), ${write}
    SELECT FROM changed`;
}
