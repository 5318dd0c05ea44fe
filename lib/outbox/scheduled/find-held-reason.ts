import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { keepGuidance } from '#lib/guidance/lock-guidance.ts';
import { readSeen } from '#lib/guidance/read-guidance.ts';
import { findStops } from '#lib/saved-replies/guard-rails/find-stops.ts';
import { lockItemRow } from '../attempts/lock-item.ts';
import { heldReasonSql, seenSql } from './seen-sql.ts';
import type { HeldReason } from './types.ts';

type Which = { actionId: string; itemId: string };

/** Stores what its member has seen of the conversation. The action's row and the item's must be locked. */
export async function storeSeen(
  tx: Tx,
  workspaceId: string,
  { actionId, isOverridden = false }: { actionId: string; isOverridden?: boolean },
): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "action" a SET "seen" = ${seenSql} || jsonb_build_object('overridden', ${isOverridden}::boolean)
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid`);
}

/**
 * Why a scheduled reply may not be sent any more; null: it may. Locks the item's row, its own must be locked before; and keeps the
 * guidance: of a reply that is taken and a withdrawal, the one that locks first wins.
 */
export async function findHeldReason(
  tx: Tx,
  workspaceId: string,
  { actionId, itemId }: Which,
): Promise<HeldReason | null> {
  await lockItemRow(tx, workspaceId, itemId);
  await keepGuidance(tx, workspaceId);
  const [found] = await tx.$queryRaw<{ reason: HeldReason | null; guidance: string | null }[]>(Prisma.sql`
    SELECT ${heldReasonSql} AS "reason", a."guidance" FROM "action" a
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid`);
  if (!found || found.reason || found.guidance === null) return found?.reason ?? null;
  return found.guidance === (await readSeen(tx, workspaceId, itemId)) ? null : 'guidance_changed';
}

/** The same when its time has come: then its channel must be connected, and the brand's rules hold as they are now. */
export async function findHeldReasonWhenDue(tx: Tx, workspaceId: string, which: Which): Promise<HeldReason | null> {
  const reason = await findHeldReason(tx, workspaceId, which);
  if (reason) return reason;
  const [reply] = await tx.$queryRaw<{ isConnected: boolean; isOverridden: boolean; messageId: string }[]>`
    SELECT c."status" = 'connected' AS "isConnected", a."messageId"::text,
      coalesce((a."seen" ->> 'overridden')::boolean, false) AS "isOverridden"
    FROM "action" a JOIN "channel" c ON c."workspaceId" = a."workspaceId" AND c."id" = a."channelId"
    WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${which.actionId}::uuid`;
  if (!reply?.isConnected) return 'channel_unavailable';
  if (reply.isOverridden) return null;
  const stops = await findStops(tx, workspaceId, { itemId: which.itemId, messageId: reply.messageId });
  return stops.length > 0 ? 'guard_rails' : null;
}
