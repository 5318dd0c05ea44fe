import type { Tx } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { replyWindowMs } from '#lib/networks/offers.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ItemStatus } from '#lib/items/types.ts';
import { recordHistory } from '#lib/items/history/record-history.ts';
import { previewOf } from '#lib/items/preview.ts';
import type { ArrivingMessage } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { IdentityRow } from './identities.ts';

type HeldItem = { id: string; threadKey: string; status: ItemStatus; lastActivityAt: Date; lastInboundAt: Date };
type Arrivals = {
  fresh: ArrivingMessage[];
  identities: Map<string, IdentityRow>;
  postIds: Map<string, string>;
  tombstones: Map<string, Date>;
};

/**
 * Makes or moves on the items that the fresh messages belong to.
 * A new inbound message reopens all but an ignored item; a brand's answer given elsewhere puts an open item to waiting.
 */
export async function writeItems(
  tx: Tx,
  channel: ChannelRow,
  arrivals: Arrivals,
): Promise<{ byThreadKey: Map<string, string>; created: number }> {
  const byThreadKey = new Map<string, string>();
  if (arrivals.fresh.length === 0) return { byThreadKey, created: 0 };
  const threads = Map.groupBy(arrivals.fresh, ({ threadKey }) => threadKey);
  // Locked in one order, so that two writers cannot wait for each other.
  const held = await tx.$queryRaw<HeldItem[]>`
    SELECT "id", "threadKey", "status", "lastActivityAt", "lastInboundAt" FROM "item"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "channelId" = ${channel.id}::uuid
      AND "threadKey" = ANY(${[...threads.keys()]})
    ORDER BY "id" FOR NO KEY UPDATE`;
  const heldByThreadKey = new Map(held.map((item) => [item.threadKey, item]));
  const made: ItemChange[] = [];
  const moved: ItemChange[] = [];
  const reopened: string[] = [];
  for (const [threadKey, messages] of threads) {
    const item = heldByThreadKey.get(threadKey);
    const change = itemChange(channel, threadKey, messages, item, arrivals);
    (item ? moved : made).push(change);
    if (item) byThreadKey.set(threadKey, item.id);
    if (item && change.status === 'open' && item.status !== 'open') reopened.push(item.id);
  }
  for (const { id, threadKey } of await insertItems(tx, channel, made)) byThreadKey.set(threadKey, id);
  await moveItems(tx, channel, moved);
  await recordHistory(tx, { workspaceId: channel.workspaceId, system: true }, [
    ...made.map(({ threadKey }) => ({ itemId: byThreadKey.get(threadKey) ?? '', act: 'received' as const })),
    ...reopened.map((itemId) => ({ itemId, act: 'reopened' as const, details: { by: 'contact' } })),
  ]);
  return { byThreadKey, created: made.length };
}

type ItemChange = ReturnType<typeof itemChange>;

function itemChange(
  channel: ChannelRow,
  threadKey: string,
  messages: ArrivingMessage[],
  held: HeldItem | undefined,
  { identities, postIds, tombstones }: Arrivals,
) {
  const [first] = messages;
  const newest = messages.at(-1);
  if (!first || !newest) throw new Error('a thread without a message');
  const lastInbound = messages.findLast(({ direction }) => direction === 'inbound');
  const lastOutbound = messages.findLast(({ direction }) => direction === 'outbound');
  const isAnswered = lastOutbound !== undefined && (!lastInbound || lastOutbound.createdAt >= lastInbound.createdAt);
  const lastInboundAt = latest(lastInbound?.createdAt, held?.lastInboundAt) ?? first.createdAt;
  const windowMs = replyWindowMs(connectorOf(channel.network), first.kind, channel.rights);
  return {
    threadKey,
    threadExternalId: first.threadExternalId,
    kind: first.kind,
    contactId: identities.get(first.contactExternalId)?.contactId ?? null,
    postId: messages.map(({ postExternalId }) => postIds.get(postExternalId ?? '')).find(Boolean) ?? null,
    status: statusAfter(held, lastInbound !== undefined && !isAnswered, isAnswered ? lastOutbound : undefined),
    preview: previewOf(tombstones.has(newest.externalId) ? '' : newest.text),
    previewDirection: newest.direction,
    variant: messages.find(({ variant }) => variant)?.variant ?? null,
    rating: messages.findLast(({ rating }) => rating !== undefined)?.rating ?? null,
    language: lastInbound?.languages?.[0] ?? null,
    messages: messages.length,
    hasAttachments: messages.some(({ attachments }) => (attachments?.length ?? 0) > 0),
    deletedAt: tombstones.get(newest.externalId) ?? null,
    replyDeadline: windowMs === null ? null : new Date(lastInboundAt.getTime() + windowMs),
    firstMessageAt: first.createdAt,
    lastInboundAt,
    lastActivityAt: newest.createdAt,
  };
}

function statusAfter(held: HeldItem | undefined, isAsking: boolean, answer: ArrivingMessage | undefined): ItemStatus {
  if (!held) return answer ? 'waiting' : 'open';
  if (held.status === 'ignored') return 'ignored';
  if (isAsking) return 'open';
  if (answer && held.status === 'open' && answer.createdAt >= held.lastActivityAt) return 'waiting';
  return held.status;
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

const COLUMNS = `"threadKey" text, "threadExternalId" text, "kind" "ItemKind", "contactId" uuid, "postId" uuid, "status" "ItemStatus", "preview" text,
  "previewDirection" "Direction", "variant" text, "rating" smallint, "language" text, "messages" int,
  "hasAttachments" boolean, "deletedAt" timestamptz, "replyDeadline" timestamptz, "firstMessageAt" timestamptz,
  "lastInboundAt" timestamptz, "lastActivityAt" timestamptz`;

async function insertItems(
  tx: Tx,
  channel: ChannelRow,
  made: ItemChange[],
): Promise<{ id: string; threadKey: string }[]> {
  if (made.length === 0) return [];
  return await tx.$queryRaw<{ id: string; threadKey: string }[]>`
    INSERT INTO "item" ("workspaceId", "channelId", "network", "threadKey", "threadExternalId", "kind", "contactId", "postId", "status", "preview",
      "previewDirection", "variant", "rating", "language", "messageCount", "hasAttachments", "deletedAt", "replyDeadline",
      "firstMessageAt", "lastInboundAt", "lastActivityAt")
    SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, ${channel.network}, i.*
    FROM jsonb_to_recordset(${jsonRows(made)}) AS i (${Prisma.raw(COLUMNS)})
    RETURNING "id", "threadKey"`;
}

async function moveItems(tx: Tx, channel: ChannelRow, moved: ItemChange[]): Promise<void> {
  if (moved.length === 0) return;
  await tx.$executeRaw`
    UPDATE "item" AS held SET
      "status" = i."status",
      "snoozedUntil" = CASE WHEN i."status" = 'snoozed' THEN held."snoozedUntil" END,
      "resolvedAt" = CASE WHEN i."status" = 'resolved' THEN held."resolvedAt" END,
      "preview" = CASE WHEN i."lastActivityAt" >= held."lastActivityAt" THEN i."preview" ELSE held."preview" END,
      "previewDirection" = CASE WHEN i."lastActivityAt" >= held."lastActivityAt" THEN i."previewDirection" ELSE held."previewDirection" END,
      "deletedAt" = CASE WHEN i."lastActivityAt" >= held."lastActivityAt" THEN i."deletedAt" ELSE held."deletedAt" END,
      "postId" = coalesce(held."postId", i."postId"),
      "variant" = coalesce(held."variant", i."variant"),
      "rating" = coalesce(i."rating", held."rating"),
      "language" = coalesce(i."language", held."language"),
      "messageCount" = held."messageCount" + i."messages",
      "hasAttachments" = held."hasAttachments" OR i."hasAttachments",
      "replyDeadline" = greatest(held."replyDeadline", i."replyDeadline"),
      "firstMessageAt" = least(held."firstMessageAt", i."firstMessageAt"),
      "lastInboundAt" = greatest(held."lastInboundAt", i."lastInboundAt"),
      "lastActivityAt" = greatest(held."lastActivityAt", i."lastActivityAt"),
      "version" = held."version" + 1
    FROM jsonb_to_recordset(${jsonRows(moved)}) AS i (${Prisma.raw(COLUMNS)})
    WHERE held."workspaceId" = ${channel.workspaceId}::uuid AND held."channelId" = ${channel.id}::uuid
      AND held."threadKey" = i."threadKey"`;
}
