import { noteArrival } from '#lib/channels/check/note-arrival.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { isUnstorable } from '#lib/db/is-unstorable.ts';
import { announce } from '#lib/realtime/announce.ts';
import { lockChannel, recordArrival } from './channel.ts';
import { applyChanges } from './changes.ts';
import { writeDeliveries } from './deliveries.ts';
import { resolveIdentities } from './identities.ts';
import { writeArrivals } from './items.ts';
import { sortBatch } from './batch.ts';
import { cleanBatch, cleanFacts } from './clean/clean-batch.ts';
import type { RejectedEvent } from './clean/rejection.ts';
import { withLanguages } from './languages.ts';
import { writeMessages } from './messages.ts';
import { writePosts } from './posts.ts';
import { findKnown } from './known-messages.ts';
import { forgetReadable, recordRejected } from './rejected-events.ts';
import { storeInParts } from './store-in-parts.ts';
import type { IngestBatch, IngestResult } from './types.ts';

/** Another worker has taken over the lease and will read the same again. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * The one way in: stores what a network reported, by poll or webhook, in one transaction and a constant number of
 * statements for any batch. Known messages change nothing, so the same events may come any number of times and in
 * any order. The cursor is stored in the same transaction.
 *
 * No event blocks the others: each one is cleaned, and one that cannot be stored is set aside with its reason and
 * counted, while the cursor advances.
 *
 * Ingests of the same channel are serialized by the channel's row; different channels run in parallel.
 * @throws LeaseLost when the channel has another `leaseId`
 */
export async function ingest(batch: IngestBatch): Promise<IngestResult> {
  const result = await storeTogether(batch, []).catch(async (error: unknown) => {
    if (!isUnstorable(error)) throw error;
    return await storeInParts(batch, storeTogether);
  });
  if (result.newMessages || result.changedItems || result.rejected) announce(batch.workspaceId);
  return result;
}

/** @param refused events that could not be stored and must be recorded */
async function storeTogether(batch: IngestBatch, refused: readonly RejectedEvent[]): Promise<IngestResult> {
  const { workspaceId, channelId } = batch;
  return await inWorkspace(workspaceId, async (tx) => {
    const channel = await lockChannel(tx, batch);
    if (!channel) throw new LeaseLost(`channel ${channelId} is read by somebody else or is gone`);
    const clean = cleanBatch(batch.events, batch.posts ?? [], cleanFacts(channel.network));
    const rejected = [...refused, ...clean.rejected];
    const sorted = sortBatch(clean.events, clean.posts);
    const known = await findKnown(tx, channel, sorted);
    const fresh = withLanguages(sorted.messages.filter((message) => !known.messages.has(message.externalId)));
    const postIds = await writePosts(tx, channel, sorted.posts, fresh);
    const identities = await resolveIdentities(tx, channel, fresh);
    const items = await writeArrivals(tx, channel, { fresh, identities, postIds, tombstones: known.tombstones });
    await writeMessages(tx, channel, { fresh, identities, items: items.byThreadKey, tombstones: known.tombstones });
    const changedByAuthors = await applyChanges(tx, channel, sorted, known, batch.readSince);
    const changedItems = changedByAuthors + (await writeDeliveries(tx, channel, sorted.deliveries));
    await recordRejected(tx, channel, rejected);
    await forgetReadable(tx, channel, fresh);
    await recordArrival(tx, channel, { fresh, cursor: batch.cursor });
    await noteArrival(tx, { workspaceId, channelId }, { arrived: fresh, isPushed: batch.isPushed === true });
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
