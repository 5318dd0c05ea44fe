import type { OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { type HeldRow, readHeld, recheckMessages } from '../recheck-messages.ts';
import type { PulledChannel, ChannelRef } from './types.ts';

/** So many are looked at after one pull, the latest first: after pulls that failed half-way, what these told is among them. */
const MOST = 200;
/** So many are asked for at once; what is not reached within half a lease is left. */
const AT_ONCE = 50;
/** What came so lately may not be visible everywhere at the network: it is looked for after the next pull. */
const SETTLE_MS = 30_000;
/** Reviews are looked for once more so much later: some networks' lists of them are read once an hour at most. */
const SLOW_LIST_MS = 2 * 3_600_000;
/** What was written longer ago is no news, however late it is told; it also bounds what is searched. */
const NEWS_MS = 24 * 3_600_000;

/**
 * Looks once for what came without a pull, told by a webhook or sent from here, and was not told by the pull that
 * followed: it may have been taken back before it was ever read at the network, which a connector that watches what it
 * has read cannot know. What the pull told is not asked for, so that where calls cost money little more than what is in
 * doubt is paid for.
 * @param until when the pull began
 * @throws NetworkError
 */
export async function confirmPushed(
  place: ChannelRef,
  { lastPullAt, createdAt }: PulledChannel,
  channel: OpenChannel,
  { told, until }: { told: ReadonlySet<string>; until: Date },
): Promise<void> {
  if (!channel.connector.recheck) return;
  const span = { since: before(lastPullAt ?? createdAt, SETTLE_MS), until: before(until, SETTLE_MS), told };
  const held = await inWorkspace(place.workspaceId, async (tx) => {
    return await readHeld(tx, place.workspaceId, await findUntold(tx, place, span));
  });
  const endsAt = until.getTime() + env().PARVIS_LEASE_SECONDS * 500;
  for (let from = 0; from < held.length && (from === 0 || Date.now() < endsAt); from += AT_ONCE) {
    await recheckAll(place, channel, held.slice(from, from + AT_ONCE));
  }
}

function before(moment: Date, ms: number): Date {
  return new Date(moment.getTime() - ms);
}

/** Direct messages are left out: no network tells of one by its id that it was taken back. */
async function findUntold(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { since, until, told }: { since: Date; until: Date; told: ReadonlySet<string> },
): Promise<string[]> {
  const [slowSince, slowUntil] = [before(since, SLOW_LIST_MS), before(until, SLOW_LIST_MS)];
  // A private answer to a comment stands in a conversation, which is read otherwise.
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT m."id", i."kind", coalesce(a."finishedAt", m."receivedAt") AS "heardAt"
      FROM "message" m
      JOIN "item" i ON i."workspaceId" = m."workspaceId" AND i."id" = m."itemId"
      LEFT JOIN "action" a ON a."workspaceId" = m."workspaceId" AND a."itemId" = m."itemId" AND a."messageId" = m."id"
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${channelId}::uuid
        AND m."createdAt" >= ${before(slowSince, NEWS_MS)} AND m."deletedAt" IS NULL AND NOT m."isPrivate"
        AND m."externalId" <> ALL(${[...told]}::text[]) AND i."kind" <> 'message'
        AND (m."direction" = 'inbound' OR a."finishedAt" IS NOT NULL)
    ) AS heard
    WHERE ("heardAt" >= ${since} AND "heardAt" < ${until})
      OR ("kind" = 'review' AND "heardAt" >= ${slowSince} AND "heardAt" < ${slowUntil})
    ORDER BY "heardAt" DESC LIMIT ${MOST}`;
  return rows.map(({ id }) => id);
}

/** What is not to be read at the network is left as it was told, and keeps no other from being read. */
async function recheckAll(place: ChannelRef, channel: OpenChannel, held: readonly HeldRow[]): Promise<void> {
  try {
    await recheckMessages(place, channel, held);
  } catch (error) {
    if (!(error instanceof NetworkError) || (error.kind !== 'refused' && error.kind !== 'gone')) throw error;
    if (held.length === 1) return;
    for (const one of held) await recheckAll(place, channel, [one]);
  }
}
