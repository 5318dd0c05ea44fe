import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import type { Moderated } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { Known, KnownMessage } from './known-messages.ts';

export type Moderation = { held: KnownMessage; said: Moderated };

/** What the network decided about replies that are held, where it says anything new. */
export function newModerations(moderations: ReadonlyMap<string, Moderated>, known: Known): Moderation[] {
  return [...moderations.values()].flatMap((said) => {
    const held = known.messages.get(said.externalId);
    return held && held.direction === 'outbound' && said.state !== stateOf(held) ? [{ held, said }] : [];
  });
}

function stateOf({ state, variant }: KnownMessage): Moderated['state'] {
  if (state === 'failed') return 'rejected';
  return variant === 'held' ? 'pending' : 'approved';
}

/**
 * Notes the decisions: a reply that the network rejected was not published and counts as failed, so that its item comes
 * back to whoever works on it; one that waits says so.
 */
export async function writeModerations(tx: Tx, channel: ChannelRow, moderations: Moderation[]): Promise<void> {
  const values = moderations.map(({ held, said }) => ({
    id: held.id,
    itemId: held.itemId,
    isRejected: said.state === 'rejected',
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
        "isPending" boolean, "detail" text)
    ), messages AS (
      UPDATE "message" m SET "variant" = CASE WHEN d."isPending" THEN 'held' END,
        "state" = CASE WHEN d."isRejected" THEN 'failed' ELSE 'sent' END::"MessageState"
      FROM d WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = d."id"
    ), actions AS (
      UPDATE "action" a SET "state" = 'failed', "errorKind" = 'refused', "errorReason" = 'policy_block', "errorDetail" = d."detail"
      FROM d WHERE a."workspaceId" = ${channel.workspaceId}::uuid AND a."messageId" = d."id" AND d."isRejected"
    ), ${write}
    SELECT FROM changed`;
}
