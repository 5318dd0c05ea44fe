import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { type MessageRow, readStoredMessages, recheckMessages } from '../recheck-messages.ts';
import type { PulledChannel } from './types.ts';

/** Messages confirmed after one pull, latest first. After failed pulls this includes what those had reported. */
const MOST = 200;
/** Messages per request. Those not reached within half a lease are left out. */
const AT_ONCE = 50;
/** A very new message may not be visible everywhere on the network yet: it is confirmed after the next pull. */
const SETTLE_MS = 30_000;
/** Reviews are confirmed a second time this much later: some networks refresh their review lists hourly. */
const SLOW_LIST_MS = 2 * 3_600_000;
/** Older messages are not confirmed, however late they were reported; this also bounds the search. */
const NEWS_MS = 24 * 3_600_000;

/**
 * Confirms once each message that arrived by webhook, or was sent by us, and that the following pull did not report. It
 * may have been deleted before any pull read it, which a connector that rechecks only what it has read cannot notice.
 * Messages that the pull reported are not requested again, because calls may cost money.
 * @param until when the pull began
 * @throws NetworkError
 */
export async function confirmPushed(
  channelRef: ChannelRef,
  { lastPullAt, createdAt }: PulledChannel,
  channel: OpenChannel,
  { reported, until }: { reported: ReadonlySet<string>; until: Date },
): Promise<void> {
  if (!channel.connector.recheck) return;
  const span = { since: before(lastPullAt ?? createdAt, SETTLE_MS), until: before(until, SETTLE_MS), reported };
  const stored = await inWorkspace(channelRef.workspaceId, async (tx) => {
    return await readStoredMessages(tx, channelRef.workspaceId, await findUnreported(tx, channelRef, span));
  });
  const endsAt = until.getTime() + env().PARVIS_LEASE_SECONDS * 500;
  for (let from = 0; from < stored.length && (from === 0 || Date.now() < endsAt); from += AT_ONCE) {
    await recheckAll(channelRef, channel, stored.slice(from, from + AT_ONCE));
  }
}

function before(moment: Date, ms: number): Date {
  return new Date(moment.getTime() - ms);
}

/** Leaves out direct messages: no network lets us ask by id whether one was deleted. */
async function findUnreported(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { since, until, reported }: { since: Date; until: Date; reported: ReadonlySet<string> },
): Promise<string[]> {
  const [slowSince, slowUntil] = [before(since, SLOW_LIST_MS), before(until, SLOW_LIST_MS)];
  // A private reply to a comment belongs to a conversation, which is read differently.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT m."id", i."kind", coalesce(a."finishedAt", m."receivedAt") AS "heardAt"
      FROM "message" m
      JOIN "item" i ON i."workspaceId" = m."workspaceId" AND i."id" = m."itemId"
      LEFT JOIN "action" a ON a."workspaceId" = m."workspaceId" AND a."itemId" = m."itemId" AND a."messageId" = m."id"
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${channelId}::uuid
        AND m."createdAt" >= ${before(slowSince, NEWS_MS)} AND m."deletedAt" IS NULL AND NOT m."isPrivate"
        AND m."externalId" <> ALL(${[...reported]}::text[]) AND i."kind" <> 'message'
        AND (m."direction" = 'inbound' OR a."finishedAt" IS NOT NULL)
    ) AS heard
    WHERE ("heardAt" >= ${since} AND "heardAt" < ${until})
      OR ("kind" = 'review' AND "heardAt" >= ${slowSince} AND "heardAt" < ${slowUntil})
    ORDER BY "heardAt" DESC LIMIT ${MOST}`;
  return rows.map(({ id }) => id);
}

/** If the network refuses to return a message, keep our copy and continue with the next one. */
async function recheckAll(channelRef: ChannelRef, channel: OpenChannel, stored: readonly MessageRow[]): Promise<void> {
  try {
    await recheckMessages(channelRef, channel, stored);
  } catch (error) {
    if (!(error instanceof NetworkError) || (error.kind !== 'refused' && error.kind !== 'gone')) throw error;
    if (stored.length === 1) return;
    for (const one of stored) await recheckAll(channelRef, channel, [one]);
  }
}
