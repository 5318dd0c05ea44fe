import type { Tx } from '#lib/db/tx.ts';
import { type ChannelView, type ComparedPost, gapReasons, type GapView } from '../types.ts';

const POSTS_SHOWN = 25;
const GAPS_SHOWN = 20;
const PREVIEW_LENGTH = 120;

/** Facts stored beside the channels' rows, by channel: one statement each, however many channels there are. */
export async function readComparedPosts(
  tx: Tx,
  workspaceId: string,
  channelIds: string[],
): Promise<Map<string, ComparedPost[]>> {
  type Row = Omit<ComparedPost, 'postId' | 'preview' | 'comparedAt'> & {
    channelId: string;
    id: string;
    text: string;
    comparedAt: Date;
  };
  const posts = await tx.$queryRaw<Row[]>`
    SELECT p."channelId", p."id", p."text", p."url", p."reportedReplies" AS "reported", p."storedReplies" AS "held",
      CASE WHEN EXISTS (
        SELECT FROM "channel_gap" g WHERE g."workspaceId" = p."workspaceId" AND g."channelId" = p."channelId"
          AND g."postId" = p."id" AND g."reason" = 'counts_differ' AND g."filledAt" IS NULL
      ) THEN greatest(0, p."reportedReplies" - p."storedReplies") ELSE 0 END AS "missing", p."comparedAt"
    FROM unnest(${channelIds}::uuid[]) AS c ("id"), LATERAL (
      SELECT * FROM "post" q
      WHERE q."workspaceId" = ${workspaceId}::uuid AND q."channelId" = c."id" AND q."comparedAt" IS NOT NULL AND q."deletedAt" IS NULL
      ORDER BY q."createdAt" DESC LIMIT ${POSTS_SHOWN}) AS p`;
  return byChannel(posts, ({ id, text, url, reported, held, missing, comparedAt }) => ({
    postId: id,
    preview: text.slice(0, PREVIEW_LENGTH).toWellFormed(),
    url,
    reported,
    held,
    missing,
    comparedAt: comparedAt.toISOString(),
  }));
}

/** How long an encrypted conversation is counted after its last message. */
const ENCRYPTED_MS = 30 * 24 * 3_600_000;

/** Counts the encrypted conversations of the last days, as far as the caller sees them. */
export async function countEncrypted(tx: Tx, workspaceId: string, channelIds: string[]): Promise<Map<string, number>> {
  const since = new Date(Date.now() - ENCRYPTED_MS);
  const rows = await tx.item.groupBy({
    by: ['channelId'],
    where: { workspaceId, channelId: { in: channelIds }, variant: 'encrypted', lastInboundAt: { gte: since } },
    _count: { _all: true },
  });
  return new Map(rows.map(({ channelId, _count }) => [channelId, _count._all]));
}

export async function readOpenItems(tx: Tx, workspaceId: string, channelIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ channelId: string; items: number }[]>`
    SELECT "channelId", sum("items" - CASE WHEN hides_confidential() THEN "confidential" ELSE 0 END)::int AS "items" FROM (
      SELECT "channelId", "items", "confidential" FROM "item_counter"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "status" = 'open'
      UNION ALL
      SELECT "channelId", "items", "confidential" FROM "item_counter_delta"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "status" = 'open'
      UNION ALL
      SELECT "channelId", 1, 0 FROM "item" WHERE hides_confidential()
        AND "workspaceId" = ${workspaceId}::uuid AND "statusCode" = 1 AND "confidentialTo" IS NOT NULL
    ) AS counted WHERE "channelId" = ANY(${channelIds}::uuid[]) GROUP BY 1`;
  return new Map(rows.map(({ channelId, items }) => [channelId, items]));
}

type Deliveries = ChannelView['deliveries'];
export const noDeliveries: Deliveries = { waiting: 0, failed: 0, unreadable: 0 };

/** Counts unprocessed deliveries; reads a range of two small indexes. */
export async function readUnreadDeliveries(
  tx: Tx,
  workspaceId: string,
  channelIds: string[],
): Promise<Map<string, Deliveries>> {
  const rows = await tx.$queryRaw<{ channelId: string; state: string; deliveries: number }[]>`
    SELECT "channelId", 'waiting' AS "state", count(*)::int AS "deliveries" FROM "webhook_delivery"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ANY(${channelIds}::uuid[]) AND "state" = 'received' GROUP BY 1
    UNION ALL
    SELECT "channelId", "state"::text, count(*)::int FROM "webhook_delivery"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ANY(${channelIds}::uuid[])
      AND "state" NOT IN ('received', 'processed') GROUP BY 1, 2`;
  const found = new Map<string, Deliveries>();
  for (const { channelId, state, deliveries } of rows) {
    found.set(channelId, { ...noDeliveries, ...found.get(channelId), [state]: deliveries });
  }
  return found;
}

export async function readGaps(tx: Tx, workspaceId: string, channelIds: string[]): Promise<Map<string, GapView[]>> {
  type Row = Omit<GapView, 'from' | 'until' | 'foundAt' | 'filledAt' | 'reason'> & {
    channelId: string;
    reason: string;
    fromAt: Date;
    untilAt: Date | null;
    foundAt: Date;
    filledAt: Date | null;
  };
  const rows = await tx.$queryRaw<Row[]>`
    SELECT g."channelId", g."id", g."reason", g."fromAt", g."untilAt", g."postId", g."messages", g."foundAt", g."filledAt"
    FROM unnest(${channelIds}::uuid[]) AS c ("id"), LATERAL (
      SELECT * FROM "channel_gap" h WHERE h."workspaceId" = ${workspaceId}::uuid AND h."channelId" = c."id"
      ORDER BY h."foundAt" DESC LIMIT ${GAPS_SHOWN}) AS g`;
  return byChannel(rows, ({ id, reason, fromAt, untilAt, postId, messages, foundAt, filledAt }) => ({
    id,
    reason: gapReasons.find((known) => known === reason) ?? 'outage',
    from: fromAt.toISOString(),
    until: untilAt?.toISOString() ?? null,
    postId,
    messages,
    foundAt: foundAt.toISOString(),
    filledAt: filledAt?.toISOString() ?? null,
  }));
}

function byChannel<Row extends { channelId: string }, T>(rows: Row[], view: (row: Row) => T): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.channelId, [...(found.get(row.channelId) ?? []), view(row)]);
  return found;
}
