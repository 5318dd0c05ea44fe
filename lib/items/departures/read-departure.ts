import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { AWAY_MS } from './types.ts';

/** When a member was last here, and since when they are shown what happened. */
export type Departure = {
  seenAt: Date;
  isAway: boolean;
  leftAt: Date | null;
  acknowledgedUntil: Date | null;
  acknowledgedAt: Date | null;
  /** What they have taken note of, before the latest departure too. */
  seenIds: string[];
};

/** @property now the transaction's moment, on the database's clock @property isOverdue they have left, and the row does not say so */
export type DepartureNow = Departure & { now: Date; isOverdue: boolean; isReadOnly: boolean };

/**
 * Reads when the caller was last here. Null: never.
 * @param options.isLocked until the transaction ends, nobody else writes it
 * @param options.at instead of the transaction's moment
 */
export async function readDeparture(
  tx: Tx,
  { workspaceId, memberId }: Caller,
  { isLocked = false, at = null }: { isLocked?: boolean; at?: Date | null } = {},
): Promise<DepartureNow | null> {
  const [row] = await tx.$queryRaw<DepartureNow[]>(Prisma.sql`
    SELECT d."seenAt", d."isAway", d."leftAt", d."acknowledgedUntil", d."acknowledgedAt", (d."seenIds" || d."earlierSeenIds")::text[] AS "seenIds",
      moment."now", NOT d."isAway" AND d."seenAt" < moment."now" - make_interval(secs => ${AWAY_MS / 1000}) AS "isOverdue",
      current_setting('transaction_read_only') = 'on' AS "isReadOnly"
    FROM "member_departure" d, (SELECT coalesce(${at?.toISOString() ?? null}::timestamptz, now())::timestamptz(3) AS "now") AS moment
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."memberId" = ${memberId}::uuid
    ${isLocked ? Prisma.sql`FOR UPDATE OF d` : Prisma.empty}`);
  return row ?? null;
}
