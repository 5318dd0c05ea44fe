import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { STREAM_LAPSE_SECONDS } from '#lib/quotas/stocks.ts';
import { Refusal } from '#lib/refusal.ts';
import { mayReceive } from '../members/may-receive.ts';
import { BULK_LIMIT } from '../types.ts';
import type { ReceiverView } from './types.ts';

type Input = { itemIds?: readonly string[] };

/**
 * Whom items can be given to: every member with how many open items they hold, whether they are here, and why they cannot
 * receive one of these items.
 * @throws Refusal `too_many`
 */
export const listReceivers = defineAct(
  'members.read',
  async (caller, { itemIds = [] }: Input): Promise<ReceiverView[]> => {
    if (itemIds.length > BULK_LIMIT) throw new Refusal('too_many', { limit: BULK_LIMIT });
    const ids = itemIds.map(uuid);
    return await asMember(caller, async (tx) => {
      const items = await tx.item.findMany({
        where: { id: { in: ids } },
        select: { channelId: true },
        distinct: ['channelId'],
      });
      const members = await tx.$queryRaw<Omit<ReceiverView, 'cannot'>[]>`
      SELECT m."id"::text, u."name", m."role"::text,
        EXISTS (SELECT FROM "live_stream" s WHERE s."workspaceId" = m."workspaceId" AND s."memberId" = m."id"
          AND s."seenAt" > now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})) AS "isHere",
        coalesce((SELECT sum(n) FROM (
          SELECT "items"::float8 AS n FROM "item_count" WHERE "dimension" = 'owner' AND "key" = m."id"::text
          UNION ALL SELECT "items" FROM "item_counter_delta" WHERE "status" = 'open' AND "ownerKey" = m."id"
        ) AS counter), 0)::float8 AS "open"
      FROM "member" m JOIN "user" u ON u."id" = m."userId"
      WHERE m."workspaceId" = ${caller.workspaceId}::uuid AND m."removedAt" IS NULL
      ORDER BY u."name", m."id"`;
      return members.map((member) => ({
        ...member,
        cannot: mayReceive(member, null) ?? items.map((item) => mayReceive(member, item)).find(Boolean) ?? null,
      }));
    });
  },
);
