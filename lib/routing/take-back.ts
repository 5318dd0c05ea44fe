import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import { PRESENCE_MS } from '#lib/realtime/types.ts';
import type { KnownPerson } from './read-people.ts';

/** Who has had no open browser for this long has left without saying so, in milliseconds. */
export const UNSEEN_MS = 30 * 60_000;

type Given = { people: readonly KnownPerson[]; now: Date };

/**
 * Takes back what was given to people who will not be back in this shift, or have not been seen for a while: only open
 * items on which they have done nothing since, and which they are not looking at. The history says why.
 * @returns how many items wait again
 */
export async function takeBack(tx: Tx, workspaceId: string, { people, now }: Given): Promise<number> {
  const unseen = await keepAbsences(tx, workspaceId, { people, now });
  const gone = people.flatMap(({ id, isGone, absence }) =>
    isGone || unseen.has(id) ? [{ memberId: id, why: (isGone && absence?.kind) || 'not_seen' }] : [],
  );
  if (gone.length === 0) return 0;
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'unrouted',
    given: Prisma.sql`(
      SELECT r."itemId", gone."memberId", gone."why"
      FROM jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS gone ("memberId" uuid, "why" text)
      JOIN "item_route" r ON r."workspaceId" = ${workspaceId}::uuid AND r."memberId" = gone."memberId"
      JOIN "item" o ON o."workspaceId" = r."workspaceId" AND o."id" = r."itemId" AND o."ownerId" = r."memberId"
        AND o."heldSince" = r."routedAt" AND o."statusCode" = 1
      WHERE NOT EXISTS (SELECT FROM "item_history" h WHERE h."workspaceId" = r."workspaceId" AND h."itemId" = r."itemId"
        AND h."memberId" = r."memberId" AND h."createdAt" > r."routedAt")
      AND NOT EXISTS (SELECT FROM "presence" p WHERE p."workspaceId" = r."workspaceId" AND p."itemId" = r."itemId"
        AND p."memberId" = r."memberId" AND p."seenAt" > now() - make_interval(secs => ${PRESENCE_MS / 1000})))`,
    where: Prisma.raw('target."ownerId" = target."memberId"'),
    details: Prisma.raw(`jsonb_build_object('ownerId', target."memberId", 'why', target."why")`),
  });
  const taken = await tx.$queryRaw<{ itemId: string }[]>`WITH ${write} SELECT "itemId"::text FROM recorded`;
  return taken.length;
}

/** Remembers since when nobody has seen a browser of each person. @returns those who have been unseen for too long */
async function keepAbsences(tx: Tx, workspaceId: string, { people, now }: Given): Promise<ReadonlySet<string>> {
  const unseen = people.filter(({ isSeen }) => !isSeen).map(({ id }) => id);
  await tx.$executeRaw`
    DELETE FROM "routing_absence" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" <> ALL(${unseen}::uuid[])`;
  await tx.$executeRaw`
    INSERT INTO "routing_absence" ("workspaceId", "memberId", "since")
    SELECT ${workspaceId}::uuid, id, ${now.toISOString()}::timestamptz FROM unnest(${unseen}::uuid[]) AS id
    ON CONFLICT DO NOTHING`;
  const before = new Date(now.getTime() - UNSEEN_MS);
  const rows = await tx.routingAbsence.findMany({
    where: { workspaceId, since: { lte: before } },
    select: { memberId: true },
  });
  return new Set(rows.map(({ memberId }) => memberId));
}
