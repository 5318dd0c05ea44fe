import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { confirmRevocation } from '#lib/channels/credentials/confirm-revocation.ts';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { InboundMessage, ItemKind, PullPage } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { cleanFacts } from '#lib/ingest/clean/clean-batch.ts';
import { cleanOptionalMoment } from '#lib/ingest/clean/fields.ts';
import { noteLostWebhooks } from './lost-webhooks.ts';
import type { PulledChannel } from './types.ts';

export type PullResult = {
  newMessages: number;
  /** The state of the backfill as the pages reported it; null when they reported none. */
  backfill: { isDone: boolean } | null;
  /** There were more new messages than one job reads; the rest waits. */
  isCut: boolean;
  /** External ids of all messages that the pages reported. */
  reported: Set<string>;
  /** The kinds of item that the network let us read only later, and from when; null when all were read. */
  waiting: { kinds: readonly ItemKind[]; until: Date } | null;
};

/**
 * Reads page by page and stores each one together with its cursor.
 * @param historyMs how long a backfill may occupy the worker's slot
 * @param newsMs how long reading new messages may, once the backfill is finished
 */
export async function readPages(
  channelRef: ChannelRef,
  pulled: PulledChannel,
  opened: OpenChannel,
  { cursor, historyMs, newsMs }: { cursor: unknown; historyMs: number; newsMs: number },
): Promise<PullResult> {
  // After the backfill all pages are new messages, which are not left for the next pull.
  const isNews = pulled.backfilledAt !== null;
  const until = Date.now() + (isNews ? newsMs : historyMs);
  const result: PullResult = { newMessages: 0, backfill: null, isCut: false, reported: new Set(), waiting: null };
  try {
    await readInto(result, channelRef, pulled, opened, { cursor, until });
  } catch (error) {
    if (!(error instanceof NetworkError) || !error.waitingKinds || !error.retryAt) throw error;
    result.waiting = { kinds: error.waitingKinds, until: error.retryAt };
  }
  return result;
}

async function readInto(
  result: PullResult,
  channelRef: ChannelRef,
  pulled: PulledChannel,
  opened: OpenChannel,
  { cursor, until }: { cursor: unknown; until: number },
): Promise<void> {
  const { connector, context } = opened;
  let readSince = new Date();
  for await (const page of connector.pull(context, cursor)) {
    const events = page.events.filter(({ type }) => type !== 'access_revoked');
    const { newMessages, arrived, read } = await ingest({
      ...channelRef,
      leaseId: pulled.leaseId,
      events,
      cursor: page.cursor,
      readSince,
      ...(page.posts === undefined ? {} : { posts: page.posts }),
    });
    for (const event of read) if ('externalId' in event) result.reported.add(event.externalId);
    result.newMessages += newMessages;
    const { gapFrom } = pulled;
    const filling = gapFrom ? countSince(arrived, gapFrom) : 0;
    await notePage({ ...channelRef, network: connector.network }, page, filling);
    if (!gapFrom) await noteLostWebhooks(channelRef, pulled, connector.webhook, arrived);
    if (events.length < page.events.length) {
      // If the network does not answer now, continue with the same credentials.
      const answer = await confirmRevocation(channelRef, opened);
      if (answer.kind === 'confirmed') throw answer.error;
    }
    if (page.backfill) result.backfill = { isDone: page.backfill.isDone };
    if (page.backfill?.isDone === false && Date.now() >= until) {
      result.isCut = pulled.backfilledAt !== null;
      break;
    }
    readSince = new Date();
  }
}

/** Tolerance for networks' clocks, some of which count whole seconds. */
const CLOCK_MS = 60_000;

function countSince(messages: readonly InboundMessage[], moment: Date): number {
  return messages.filter(({ createdAt }) => createdAt.getTime() >= moment.getTime() - CLOCK_MS).length;
}

/** Stores what a page reports besides its messages. */
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
