import { confirmRevocation } from '#lib/channels/credentials/confirm-revocation.ts';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { InboundMessage, PullPage } from '#lib/networks/contract.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { cleanFacts } from '#lib/ingest/clean/clean-batch.ts';
import { cleanOptionalMoment } from '#lib/ingest/clean/fields.ts';
import { noteLostWebhooks } from './lost-webhooks.ts';
import type { ChannelRef, PulledChannel } from './types.ts';

export type PullResult = {
  newMessages: number;
  /** What the pages said of the history; null: nothing. */
  backfill: { isDone: boolean } | null;
  /** The news were more than one turn reads: the rest waits. */
  isCut: boolean;
  /** External ids of all messages that the pages spoke of. */
  told: Set<string>;
};

/**
 * Reads page by page, each stored with the cursor that stands for it.
 * @param historyMs how long the reading of history may hold the slot; then it is left where it is
 * @param newsMs the same of news, where the history is read
 */
export async function readPages(
  place: ChannelRef,
  pulled: PulledChannel,
  opened: OpenChannel,
  { cursor, historyMs, newsMs }: { cursor: unknown; historyMs: number; newsMs: number },
): Promise<PullResult> {
  const { connector, context } = opened;
  // Once the history is read, what is left to read are news, however many: they are not left for the next pull.
  const isNews = pulled.backfilledAt !== null;
  const until = Date.now() + (isNews ? newsMs : historyMs);
  const result: PullResult = { newMessages: 0, backfill: null, isCut: false, told: new Set() };
  let readSince = new Date();
  for await (const page of connector.pull(context, cursor)) {
    const events = page.events.filter(({ type }) => type !== 'access_revoked');
    const { newMessages, arrived, read } = await ingest({
      ...place,
      leaseId: pulled.leaseId,
      events,
      cursor: page.cursor,
      readSince,
      ...(page.posts === undefined ? {} : { posts: page.posts }),
    });
    for (const event of read) if ('externalId' in event) result.told.add(event.externalId);
    result.newMessages += newMessages;
    const { gapFrom } = pulled;
    const filling = gapFrom ? countSince(arrived, gapFrom) : 0;
    await notePage({ ...place, network: connector.network }, page, filling);
    if (!gapFrom) await noteLostWebhooks(place, pulled, connector.webhook?.pushDelays, arrived);
    if (events.length < page.events.length) {
      // Where the network can't be asked now, the next page is asked for with the same credentials.
      const answer = await confirmRevocation(place, opened);
      if (answer.kind === 'confirmed') throw answer.error;
    }
    if (page.backfill) result.backfill = { isDone: page.backfill.isDone };
    if (page.backfill?.isDone === false && Date.now() >= until) {
      result.isCut = isNews;
      break;
    }
    readSince = new Date();
  }
  return result;
}

/** Networks' clocks are not ours, and some know whole seconds alone. */
const CLOCK_MS = 60_000;

function countSince(messages: readonly InboundMessage[], moment: Date): number {
  return messages.filter(({ createdAt }) => createdAt.getTime() >= moment.getTime() - CLOCK_MS).length;
}

/** Keeps what a page says beside its messages. */
async function notePage(
  { workspaceId, channelId, network }: ChannelRef & { network: string },
  page: PullPage,
  filling: number,
): Promise<void> {
  const { backfill, unreadableKinds } = page;
  const reachedAt = cleanOptionalMoment(backfill?.reachedAt, cleanFacts(network));
  if (!backfill && !unreadableKinds && filling === 0) return;
  await inWorkspace(workspaceId, async (tx) => {
    if (backfill || unreadableKinds) {
      await tx.channel.updateMany({
        where: { workspaceId, id: channelId },
        data: {
          ...(unreadableKinds ? { unreadableKinds } : {}),
          ...(reachedAt ? { backfillReachedAt: reachedAt } : {}),
        },
      });
    }
    if (filling > 0) {
      await tx.channelGap.updateMany({
        where: { workspaceId, channelId, reason: { in: ['reconnected', 'outage'] }, filledAt: null },
        data: { messages: { increment: filling } },
      });
    }
  });
}
