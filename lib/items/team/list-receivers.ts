import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { STREAM_LAPSE_SECONDS } from '#lib/quotas/stocks.ts';
import { Refusal } from '#lib/refusal.ts';
import { heldByOwner } from '../counters/held-by-owner.ts';
import { type CannotReceive, mayReceive, type Received, type Receiver } from '../members/may-receive.ts';
import { BULK_LIMIT } from '../types.ts';
import type { ReceiverView } from './types.ts';

type Input = { itemIds?: readonly string[] };

/**
 * Whom items can be given to: every member with how many open items they hold, whether they are here, and why they cannot
 * receive any of these items.
 * @throws Refusal `too_many`
 */
export const listReceivers = defineAct(
  'items.work',
  async (caller, { itemIds = [] }: Input): Promise<ReceiverView[]> => {
    if (itemIds.length > BULK_LIMIT) throw new Refusal('too_many', { limit: BULK_LIMIT });
    const ids = itemIds.map(uuid);
    return await asMember(caller, async (tx, sight) => {
      const items = await tx.item.findMany({
        where: { id: { in: ids } },
        select: { channelId: true },
        distinct: ['channelId'],
      });
      const members = await tx.$queryRaw<(Omit<ReceiverView, 'cannot'> & Pick<Receiver, 'channelIds'>)[]>`
      WITH held AS (
        SELECT "ownerKey", sum(n) AS n FROM (${heldByOwner(sight)}) AS counter WHERE "status" = 'open' GROUP BY 1
      )
      SELECT m."id"::text, u."name", m."role"::text,
        EXISTS (SELECT FROM "live_stream" s WHERE s."workspaceId" = m."workspaceId" AND s."memberId" = m."id"
          AND s."seenAt" > now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})) AS "isHere",
        coalesce(held.n, 0)::float8 AS "open",
        channels_of_member(m."workspaceId", m."id")::text[] AS "channelIds"
      FROM "member" m JOIN "user" u ON u."id" = m."userId"
      LEFT JOIN held ON held."ownerKey" = m."id"
      WHERE m."workspaceId" = ${caller.workspaceId}::uuid AND m."removedAt" IS NULL
      ORDER BY u."name", m."id"`;
      return members.map(({ channelIds, ...member }) => ({
        ...member,
        cannot: whyNot({ ...member, channelIds }, items),
      }));
    });
  },
);

/** Of several items, those that a member does not see are left out: only who sees none of them cannot receive. */
function whyNot(member: Pick<Receiver, 'role' | 'channelIds'>, items: readonly Received[]): CannotReceive | null {
  const reasons = items.map((item) => mayReceive(member, item));
  return mayReceive(member, null) ?? (reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null);
}
