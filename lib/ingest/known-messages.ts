import type { Tx } from '#lib/db/tx.ts';
import type { ChannelRow } from './channel.ts';
import type { SortedBatch } from './batch.ts';

export type KnownMessage = {
  externalId: string;
  id: string;
  itemId: string;
  direction: 'inbound' | 'outbound';
  text: string;
  createdAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  erasedAt: Date | null;
  hidden: boolean;
  isRejected: boolean;
  variant: string | null;
  reference: unknown;
};

export type Known = { messages: Map<string, KnownMessage>; tombstones: Map<string, Date> };

/** Finds the stored messages that a batch mentions, and those that were deleted before they arrived. */
export async function findKnown(tx: Tx, channel: ChannelRow, batch: SortedBatch): Promise<Known> {
  const ids = [
    ...new Set([
      ...batch.messages.map(({ externalId }) => externalId),
      ...batch.deletions.keys(),
      ...batch.hidings.keys(),
      ...batch.moderations.keys(),
    ]),
  ];
  const messages = new Map<string, KnownMessage>();
  const tombstones = new Map<string, Date>();
  if (ids.length === 0) return { messages, tombstones };
  const found = await tx.$queryRaw<KnownMessage[]>`
    SELECT "externalId", "id", "itemId", "direction", "text", "createdAt", "editedAt", "deletedAt", "erasedAt", "hidden", "isRejected", "variant", "reference" FROM "message"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "channelId" = ${channel.id}::uuid AND "externalId" = ANY(${ids})`;
  for (const message of found) messages.set(message.externalId, message);
  const early = await tx.$queryRaw<{ externalId: string; deletedAt: Date }[]>`
    SELECT "externalId", "deletedAt" FROM "tombstone"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "channelId" = ${channel.id}::uuid AND "externalId" = ANY(${ids})`;
  for (const { externalId, deletedAt } of early) tombstones.set(externalId, deletedAt);
  for (const [externalId, deletedAt] of batch.deletions)
    if (!messages.has(externalId)) tombstones.set(externalId, deletedAt);
  return { messages, tombstones };
}
