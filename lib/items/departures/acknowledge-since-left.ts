import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { emitNotification } from '#lib/realtime/emit/emit-notification.ts';
import { recordSight } from './record-sight.ts';
import { KEPT_IDS, SEEN_LIMIT } from './types.ts';

/** `until` and `seen` as they were read. */
type Input = { until: Date; seen: readonly string[] };

/**
 * The caller has taken note of what they were shown, up to the moment at which it was read: what happened since is shown still.
 * Another device may have said so before, and a page may be older than the latest departure: then nothing changes.
 * @throws Refusal `too_many`, `archived`
 */
export const acknowledgeSinceLeft = defineAct('items.read', async (caller, { until, seen }: Input): Promise<void> => {
  if (seen.length > SEEN_LIMIT) throw new Refusal('too_many', { limit: SEEN_LIMIT });
  const ids = seen.map(uuid);
  const changed = await asMember(caller, async (tx) => {
    await recordSight(tx, caller);
    const rows = await tx.$executeRaw(Prisma.sql`
      UPDATE "member_departure" SET "acknowledgedUntil" = least(${until.toISOString()}::timestamptz, now()),
        "acknowledgedAt" = coalesce("acknowledgedAt", now()),
        "seenIds" = ARRAY(SELECT DISTINCT s FROM unnest("seenIds" || ${ids}::uuid[]) AS s ORDER BY s DESC LIMIT ${KEPT_IDS})
      WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "memberId" = ${caller.memberId}::uuid
        AND ${until.toISOString()}::timestamptz > coalesce("acknowledgedUntil", "leftAt")`);
    if (rows > 0) await emitNotification(tx, caller);
    return rows > 0;
  });
  if (changed) announce(caller.workspaceId);
});

/**
 * Takes the caller's acknowledgment back: everything since they left is shown again,
 * except what they had taken note of before.
 * @throws Refusal `archived`
 */
export const reopenSinceLeft = defineAct('items.read', async (caller): Promise<void> => {
  const changed = await asMember(caller, async (tx) => {
    const { count } = await tx.memberDeparture.updateMany({
      where: { workspaceId: caller.workspaceId, memberId: caller.memberId, acknowledgedAt: { not: null } },
      data: { acknowledgedUntil: null, acknowledgedAt: null, seenIds: [] },
    });
    if (count > 0) await emitNotification(tx, caller);
    return count > 0;
  });
  if (changed) announce(caller.workspaceId);
});
