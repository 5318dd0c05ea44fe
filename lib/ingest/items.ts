import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { insertItems, type NewItem } from '#lib/items/change/insert-items.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import { previewOf } from '#lib/items/preview.ts';
import type { ItemEvent } from '#lib/items/transitions.ts';
import { replyWindowMs } from '#lib/networks/allowed-actions.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ArrivingMessage } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { IdentityRow } from './identities.ts';

type StoredItem = { id: string; threadKey: string; lastActivityAt: Date; lastInboundAt: Date };
type Arrival = NewItem & {
  /** When the message with the `language` was written. */
  languageAt: Date | null;
};
type Arrivals = {
  fresh: ArrivingMessage[];
  identities: Map<string, IdentityRow>;
  postIds: Map<string, string>;
  tombstones: Map<string, Date>;
};

/** What may happen to a stored item when messages arrive. */
const arrivals = ['message_received', 'answered_elsewhere', 'older_message_stored'] as const satisfies ItemEvent[];

/** Creates an item for each new thread, and applies what arrived to the items of known threads. */
export async function writeArrivals(
  tx: Tx,
  channel: ChannelRow,
  given: Arrivals,
): Promise<{ byThreadKey: Map<string, string>; created: number }> {
  const byThreadKey = new Map<string, string>();
  if (given.fresh.length === 0) return { byThreadKey, created: 0 };
  const threads = Map.groupBy(given.fresh, ({ threadKey }) => threadKey);
  // Locked in the order of ids, so that two writers cannot deadlock.
  const stored = await tx.$queryRaw<StoredItem[]>`
    SELECT "id", "threadKey", "lastActivityAt", "lastInboundAt" FROM "item"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "channelId" = ${channel.id}::uuid
      AND "threadKey" = ANY(${[...threads.keys()]})
    ORDER BY "id" FOR NO KEY UPDATE`;
  const storedByThreadKey = new Map(stored.map((item) => [item.threadKey, item]));
  const newItems: NewItem[] = [];
  const changes: (Arrival & { itemId: string })[] = [];
  for (const [threadKey, messages] of threads) {
    const item = storedByThreadKey.get(threadKey);
    const arrival = arrivalOf(channel, threadKey, messages, item, given);
    if (item) changes.push({ ...arrival, itemId: item.id });
    else newItems.push(arrival);
    if (item) byThreadKey.set(threadKey, item.id);
  }
  for (const { id, threadKey } of await insertItems(tx, channel, newItems)) byThreadKey.set(threadKey, id);
  await changeStoredItems(tx, channel, changes);
  return { byThreadKey, created: newItems.length };
}

function arrivalOf(
  channel: ChannelRow,
  threadKey: string,
  messages: ArrivingMessage[],
  stored: StoredItem | undefined,
  { identities, postIds, tombstones }: Arrivals,
): Arrival {
  const [first] = messages;
  const newest = messages.at(-1);
  if (!first || !newest) throw new Error('a thread without a message');
  const lastInbound = messages.findLast(({ direction }) => direction === 'inbound');
  const lastInboundAt = latest(lastInbound?.createdAt, stored?.lastInboundAt) ?? first.createdAt;
  const lastSaying = messages.findLast(
    ({ direction, languages, externalId }) => direction === 'inbound' && languages && !tombstones.has(externalId),
  );
  const windowMs = replyWindowMs(connectorOf(channel.network), first.kind, channel.rights);
  return {
    event: eventOf(messages, stored),
    threadKey,
    threadExternalId: first.threadExternalId,
    kind: first.kind,
    contactId: identities.get(first.contactExternalId)?.contactId ?? null,
    postId: messages.map(({ postExternalId }) => postIds.get(postExternalId ?? '')).find(Boolean) ?? null,
    preview: previewOf(tombstones.has(newest.externalId) ? '' : newest.text),
    previewDirection: newest.direction,
    previewLanguage: tombstones.has(newest.externalId) ? null : (newest.languages?.[0] ?? null),
    variant: messages.find(({ variant }) => variant)?.variant ?? null,
    rating: messages.findLast(({ rating }) => rating !== undefined)?.rating ?? null,
    language: lastSaying?.languages?.[0] ?? null,
    languageAt: lastSaying?.createdAt ?? null,
    messages: messages.length,
    hasAttachments: messages.some(({ attachments }) => (attachments?.length ?? 0) > 0),
    deletedAt: tombstones.get(newest.externalId) ?? null,
    replyDeadline: windowMs === null ? null : new Date(lastInboundAt.getTime() + windowMs),
    firstMessageAt: first.createdAt,
    lastInboundAt,
    lastActivityAt: newest.createdAt,
  };
}

/** Who wrote last: the contact, or the brand; `older_message_stored` when newer messages than the answer are stored. */
function eventOf(messages: ArrivingMessage[], stored: StoredItem | undefined): (typeof arrivals)[number] {
  const lastInbound = messages.findLast(({ direction }) => direction === 'inbound');
  const answer = messages.findLast(({ direction }) => direction === 'outbound');
  const isAnswered = answer !== undefined && (!lastInbound || answer.createdAt >= lastInbound.createdAt);
  if (!isAnswered) return 'message_received';
  return stored && answer.createdAt < stored.lastActivityAt ? 'older_message_stored' : 'answered_elsewhere';
}

function latest(a: Date | undefined, b: Date | undefined): Date | undefined {
  return a && b ? (a > b ? a : b) : (a ?? b);
}

const COLUMNS = `"itemId" uuid, "event" text, "postId" uuid, "preview" text, "previewDirection" "Direction", "previewLanguage" text, "variant" text,
  "rating" smallint, "language" text, "languageAt" timestamptz, "messages" int, "hasAttachments" boolean, "deletedAt" timestamptz,
  "replyDeadline" timestamptz, "firstMessageAt" timestamptz, "lastInboundAt" timestamptz, "lastActivityAt" timestamptz`;

async function changeStoredItems(tx: Tx, channel: ChannelRow, changes: unknown[]): Promise<void> {
  if (changes.length === 0) return;
  const write = writeItems({
    by: { workspaceId: channel.workspaceId, system: true },
    event: arrivals,
    given: Prisma.sql`(SELECT * FROM jsonb_to_recordset(${jsonRows(changes)}) AS row (${Prisma.raw(COLUMNS)}))`,
    facts: {
      preview: ofTheNewest('preview'),
      previewDirection: ofTheNewest('previewDirection'),
      previewLanguage: ofTheNewest('previewLanguage'),
      deletedAt: ofTheNewest('deletedAt'),
      postId: Prisma.sql`coalesce(i."postId", target."postId")`,
      variant: Prisma.sql`coalesce(i."variant", target."variant")`,
      rating: Prisma.sql`coalesce(target."rating", i."rating")`,
      language: Prisma.sql`CASE WHEN target."languageAt" >= i."lastInboundAt" OR i."language" IS NULL
        THEN coalesce(target."language", i."language") ELSE i."language" END`,
      messageCount: Prisma.sql`i."messageCount" + target."messages"`,
      hasAttachments: Prisma.sql`i."hasAttachments" OR target."hasAttachments"`,
      firstMessageAt: Prisma.sql`least(i."firstMessageAt", target."firstMessageAt")`,
      lastActivityAt: Prisma.sql`greatest(i."lastActivityAt", target."lastActivityAt")`,
    },
    details: { by: 'contact' },
  });
  await tx.$executeRaw`WITH ${write} SELECT FROM changed`;
}

/** A column that describes the newest message: older ones that arrive late leave it. */
function ofTheNewest(column: 'preview' | 'previewDirection' | 'previewLanguage' | 'deletedAt'): Prisma.Sql {
  return Prisma.raw(
    `CASE WHEN target."lastActivityAt" >= i."lastActivityAt" THEN target."${column}" ELSE i."${column}" END`,
  );
}
