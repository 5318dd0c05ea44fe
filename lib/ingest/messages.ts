import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { ArrivingMessage } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { IdentityRow } from './identities.ts';

type Arrivals = {
  fresh: ArrivingMessage[];
  identities: Map<string, IdentityRow>;
  items: Map<string, string>;
  tombstones: Map<string, Date>;
};

/** Stores new messages and their attachments. A message that was deleted before it arrived is stored without text. */
export async function writeMessages(tx: Tx, channel: ChannelRow, arrivals: Arrivals): Promise<void> {
  const { fresh, identities, items, tombstones } = arrivals;
  if (fresh.length === 0) return;
  const terms = connectorOf(channel.network)?.retention;
  // A retention period of the network starts now.
  const checkedAt = terms?.textsForMs || terms?.refreshWithinMs ? new Date() : null;
  const values = fresh.map((message) => {
    const deletedAt = tombstones.get(message.externalId) ?? null;
    return {
      itemId: items.get(message.threadKey),
      direction: message.direction,
      isRejected: message.direction === 'outbound' && message.moderated === 'rejected',
      externalId: message.externalId,
      parentExternalId: message.parentExternalId ?? null,
      identityId: identities.get(message.author.externalId)?.id ?? null,
      text: deletedAt ? '' : message.text,
      url: message.url ?? null,
      language: deletedAt ? null : (message.languages?.[0] ?? null),
      rating: message.rating ?? null,
      variant: message.moderated === 'pending' ? 'held' : (message.variant ?? null),
      hidden: message.isHidden,
      isPrivate: message.isPrivate ?? false,
      reference: message.reference ?? {},
      editedAt: message.editedAt ?? null,
      deletedAt,
      createdAt: message.createdAt,
      checkedAt,
      cutFrom: deletedAt ? null : message.cutFrom,
    };
  });
  const written = await tx.$queryRaw<{ id: string; externalId: string }[]>`
    INSERT INTO "message" ("workspaceId", "channelId", "itemId", "direction", "isRejected", "externalId", "parentExternalId",
      "identityId", "text", "url", "language", "rating", "variant", "hidden", "isPrivate", "reference", "editedAt", "deletedAt", "createdAt", "checkedAt", "cutFrom")
    SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, m.*
    FROM jsonb_to_recordset(${jsonRows(values)}) AS m ("itemId" uuid, "direction" "Direction", "isRejected" boolean,
      "externalId" text, "parentExternalId" text, "identityId" uuid, "text" text, "url" text, "language" text,
      "rating" smallint, "variant" text, "hidden" boolean, "isPrivate" boolean, "reference" jsonb, "editedAt" timestamptz, "deletedAt" timestamptz,
      "createdAt" timestamptz, "checkedAt" timestamptz, "cutFrom" int)
    RETURNING "id", "externalId"`;
  const isServedShortly = connectorOf(channel.network)?.openFile !== undefined;
  const ids = new Map(written.map(({ id, externalId }) => [externalId, id]));
  const attachments = fresh.flatMap((message) =>
    (tombstones.has(message.externalId) ? [] : (message.attachments ?? [])).map((attachment, position) => ({
      id: randomUUID(),
      messageId: ids.get(message.externalId),
      position,
      ...attachment,
      fileState: isServedShortly && attachment.kind !== 'link' ? 'awaited' : null,
    })),
  );
  if (attachments.length > 0) await writeAttachments(tx, channel, attachments);
}

async function writeAttachments(tx: Tx, channel: ChannelRow, attachments: unknown[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "attachment" ("workspaceId", "id", "messageId", "position", "kind", "url", "previewUrl", "altText",
      "mimeType", "title", "width", "height", "isEphemeral", "fileState")
    SELECT ${channel.workspaceId}::uuid, a."id", a."messageId", a."position", a."kind", a."url", a."previewUrl",
      coalesce(a."altText", ''), a."mimeType", a."title", a."width", a."height", coalesce(a."isEphemeral", false), a."fileState"
    FROM jsonb_to_recordset(${jsonRows(attachments)}) AS a ("id" uuid, "messageId" uuid, "position" int,
      "kind" "AttachmentKind", "url" text, "previewUrl" text, "altText" text, "mimeType" text, "title" text,
      "width" int, "height" int, "isEphemeral" boolean, "fileState" text)`;
}
