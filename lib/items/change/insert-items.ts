import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { ItemKind } from '#lib/networks/contract.ts';
import { type ItemEvent, transitionOf } from '../transitions.ts';

/** What is known of an item when its first messages arrive. */
export type NewItem = {
  event: ItemEvent;
  threadKey: string;
  threadExternalId: string;
  kind: ItemKind;
  contactId: string | null;
  postId: string | null;
  preview: string;
  previewDirection: 'inbound' | 'outbound';
  previewLanguage: string | null;
  variant: string | null;
  rating: number | null;
  language: string | null;
  messages: number;
  hasAttachments: boolean;
  deletedAt: Date | null;
  replyDeadline: Date | null;
  firstMessageAt: Date;
  lastInboundAt: Date;
  lastActivityAt: Date;
};

const COLUMNS = `"threadKey" text, "threadExternalId" text, "kind" "ItemKind", "contactId" uuid, "postId" uuid, "status" "ItemStatus", "preview" text,
  "previewDirection" "Direction", "previewLanguage" text, "variant" text, "rating" smallint, "language" text, "messages" int,
  "hasAttachments" boolean, "deletedAt" timestamptz, "replyDeadline" timestamptz, "firstMessageAt" timestamptz,
  "lastInboundAt" timestamptz, "lastActivityAt" timestamptz`;

/** Creates items with the status of their first event, and starts their histories, in one statement. */
export async function insertItems(
  tx: Tx,
  channel: { workspaceId: string; id: string; network: string },
  items: readonly NewItem[],
): Promise<{ id: string; threadKey: string }[]> {
  if (items.length === 0) return [];
  const rows = items.map((item) => ({ ...item, status: statusOfNew(item.event) }));
  return await tx.$queryRaw<{ id: string; threadKey: string }[]>`
    WITH made AS (
      INSERT INTO "item" ("workspaceId", "channelId", "network", "threadKey", "threadExternalId", "kind", "contactId", "postId", "status", "preview",
        "previewDirection", "previewLanguage", "variant", "rating", "language", "messageCount", "hasAttachments", "deletedAt", "replyDeadline",
        "firstMessageAt", "lastInboundAt", "lastActivityAt")
      SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, ${channel.network}, i.*
      FROM jsonb_to_recordset(${jsonRows(rows)}) AS i (${Prisma.raw(COLUMNS)})
      RETURNING "workspaceId", "id", "threadKey"
    ), recorded AS (
      INSERT INTO "item_history" ("workspaceId", "itemId", "actor", "act", "details")
      SELECT "workspaceId", "id", 'system', 'received', '{}' FROM made
    )
    SELECT "id", "threadKey" FROM made`;
}

function statusOfNew(event: ItemEvent): string {
  const status = transitionOf(event).to.new;
  if (!status) throw new Error(`${event} does not make an item`);
  return status;
}
