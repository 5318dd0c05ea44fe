import { inWorkspace } from '#lib/db/in-workspace.ts';
import { isUnstorable } from '#lib/db/is-unstorable.ts';
import type { InboundEvent, InboundMessage, InboundPost } from '#lib/networks/contract.ts';
import { announce } from '#lib/realtime/announce.ts';
import { lockChannel, recordArrival } from './arrival/channel.ts';
import { applyChanges } from './arrival/changes.ts';
import { resolveIdentities } from './arrival/identities.ts';
import { writeItems } from './arrival/items.ts';
import { sortBatch } from './arrival/batch.ts';
import { cleanBatch, cleanFacts } from './arrival/clean/clean-batch.ts';
import type { CleanEvent } from './arrival/clean/clean-event.ts';
import type { RejectedEvent } from './arrival/clean/rejection.ts';
import { writeMessages } from './arrival/messages.ts';
import { writePosts } from './arrival/posts.ts';
import { findKnown } from './arrival/known.ts';
import { recordRejected } from './arrival/rejected-events.ts';
import { storeInParts } from './arrival/store-in-parts.ts';

export type IngestBatch = {
  workspaceId: string;
  channelId: string;
  events: InboundEvent[];
  posts?: InboundPost[];
  /** Where the next pull goes on; absent when the batch stands for no position (a webhook). */
  cursor?: unknown;
  /** Read at the network since then: what reads otherwise than it is held was changed, also where no time of it is told. */
  readSince?: Date;
  /** The pull's lease: a reader that lost it writes nothing. */
  leaseId?: string;
};

export type IngestResult = {
  newMessages: number;
  newItems: number;
  changedItems: number;
  /** How many events could not be stored; they are accounted for on the channel. */
  rejected: number;
  /** The messages that were not stored before. */
  arrived: InboundMessage[];
  /** The events as they were stored: cleaned, without the rejected. */
  read: CleanEvent[];
};

/** The reader's lease went to somebody else; what it read is read again by the other. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * The one way in: stores what a network reported, by poll or webhook, in one transaction and a constant number of
 * statements for any batch. Known messages change nothing, so the same events may come any number of times and in
 * any order. The cursor moves with what it stands for.
 *
 * No event holds up the others: each is cleaned on its way, and one that cannot be stored is set aside with its reason
 * and counted, while the cursor moves on.
 *
 * Ingests of one channel wait for each other on the channel's row; those of different channels don't.
 * @throws LeaseLost when `leaseId` is no longer the channel's
 */
export async function ingest(batch: IngestBatch): Promise<IngestResult> {
  const result = await storeTogether(batch, []).catch(async (error: unknown) => {
    if (!isUnstorable(error)) throw error;
    return await storeInParts(batch, storeTogether);
  });
  if (result.newMessages || result.changedItems || result.rejected) announce(batch.workspaceId);
  return result;
}

/** @param refused events that were tried before and are to be accounted for */
async function storeTogether(batch: IngestBatch, refused: readonly RejectedEvent[]): Promise<IngestResult> {
  const { workspaceId, channelId } = batch;
  return await inWorkspace(workspaceId, async (tx) => {
    const channel = await lockChannel(tx, batch);
    if (!channel) throw new LeaseLost(`channel ${channelId} is read by somebody else or is gone`);
    const clean = cleanBatch(batch.events, batch.posts ?? [], cleanFacts(channel.network));
    const rejected = [...refused, ...clean.rejected];
    const sorted = sortBatch(clean.events, clean.posts);
    const known = await findKnown(tx, channel, sorted);
    const fresh = sorted.messages.filter((message) => !known.messages.has(message.externalId));
    const postIds = await writePosts(tx, channel, sorted.posts, fresh);
    const identities = await resolveIdentities(tx, channel, fresh);
    const items = await writeItems(tx, channel, { fresh, identities, postIds, tombstones: known.tombstones });
    await writeMessages(tx, channel, { fresh, identities, items: items.byThreadKey, tombstones: known.tombstones });
    const changedItems = await applyChanges(tx, channel, sorted, known, batch.readSince);
    await recordRejected(tx, channel, rejected);
    await recordArrival(tx, channel, { fresh, cursor: batch.cursor });
    return {
      newMessages: fresh.length,
      newItems: items.created,
      changedItems,
      rejected: rejected.length,
      arrived: fresh,
      read: clean.events,
    };
  });
}
