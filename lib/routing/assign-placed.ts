import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import type { Placement } from './plan-routing.ts';

/**
 * From so many items on, they are joined by hashes. Until its statistics are renewed, Postgres takes a new workspace for one
 * item, and would compare each given row with each of its items: minutes for 10,000.
 */
const MANY = 100;

/**
 * Gives each item to its person, and writes down why, in two statements however many items. An item that somebody took or
 * closed meanwhile stays as it is.
 * @returns how many items were given
 */
export async function assignPlaced(tx: Tx, workspaceId: string, placements: readonly Placement[]): Promise<number> {
  if (placements.length === 0) return 0;
  if (placements.length < MANY) return await assign(tx, workspaceId, placements);
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'off', true)`;
  const given = await assign(tx, workspaceId, placements);
  await tx.$executeRaw`SELECT set_config('enable_nestloop', 'on', true)`;
  return given;
}

async function assign(tx: Tx, workspaceId: string, placements: readonly Placement[]): Promise<number> {
  const itemIds = placements.map(({ itemId }) => itemId);
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'routed',
    values: { ownerId: Prisma.raw('target."memberId"') },
    given: Prisma.sql`(SELECT * FROM jsonb_to_recordset(${JSON.stringify(placements)}::jsonb)
      AS placed ("itemId" uuid, "memberId" uuid, "reason" text))`,
    which: Prisma.sql`i."id" = ANY(${itemIds}::uuid[])`,
    where: Prisma.sql`target."ownerId" IS NULL AND i."id" = ANY(${itemIds}::uuid[])`,
    details: Prisma.raw(`jsonb_build_object('ownerId', target."memberId", 'reason', target."reason")`),
  });
  const given = await tx.$queryRaw<{ itemId: string }[]>`WITH ${write} SELECT "itemId"::text FROM recorded`;
  const ids = given.map(({ itemId }) => itemId);
  await tx.$executeRaw`
    INSERT INTO "item_route" ("workspaceId", "itemId", "memberId", "reason", "weight", "load", "capacity", "candidates")
    SELECT ${workspaceId}::uuid, placed.*
    FROM jsonb_to_recordset(${JSON.stringify(placements)}::jsonb) AS placed ("itemId" uuid, "memberId" uuid, "reason" text,
      "weight" smallint, "load" integer, "capacity" smallint, "candidates" smallint)
    WHERE placed."itemId" = ANY(${ids}::uuid[])
    ON CONFLICT ("workspaceId", "itemId") DO UPDATE SET "memberId" = EXCLUDED."memberId", "routedAt" = now(),
      "reason" = EXCLUDED."reason", "weight" = EXCLUDED."weight", "load" = EXCLUDED."load",
      "capacity" = EXCLUDED."capacity", "candidates" = EXCLUDED."candidates"`;
  return given.length;
}
