import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { readHeld, recheckMessages } from '../recheck-messages.ts';
import type { PulledChannel, PullPlace } from './read-pages.ts';

/** So many are looked at after one pull, the latest first. */
const MOST = 30;

/**
 * Looks for what came since the last pull without one, told by a webhook or sent from here, and was not told by this one:
 * it was taken back before it was ever read at the network, which a connector that watches what it has read cannot know.
 * Of kinds that every network lists.
 * @param until when the pull began: what came since is the next one's
 * @throws NetworkError
 */
export async function confirmPushed(
  place: PullPlace,
  { lastPullAt, createdAt }: PulledChannel,
  channel: OpenChannel,
  { told, until }: { told: ReadonlySet<string>; until: Date },
): Promise<void> {
  if (!channel.connector.webhook || !channel.connector.recheck) return;
  const { workspaceId, channelId } = place;
  // What came while the last pull was under way may have been too late for it.
  const since = new Date((lastPullAt ?? createdAt).getTime() - env().PARVIS_LEASE_SECONDS * 1000);
  const held = await inWorkspace(workspaceId, async (tx) => {
    const sent = await tx.action.findMany({
      where: { workspaceId, channelId, messageId: { not: null }, finishedAt: { gte: since, lt: until } },
      select: { messageId: true },
    });
    const untold = await tx.message.findMany({
      where: {
        workspaceId,
        channelId,
        deletedAt: null,
        // A private answer to a comment stands in a conversation, which is read otherwise.
        isPrivate: false,
        OR: [
          { direction: 'inbound', receivedAt: { gte: since, lt: until } },
          { id: { in: sent.flatMap(({ messageId }) => messageId ?? []) } },
        ],
        externalId: { not: null, notIn: [...told] },
        item: { kind: { in: ['comment', 'review'] } },
      },
      orderBy: { receivedAt: 'desc' },
      take: MOST,
      select: { id: true },
    });
    return await readHeld(
      tx,
      workspaceId,
      untold.map(({ id }) => id),
    );
  });
  try {
    await recheckMessages(place, channel, held);
  } catch (error) {
    // What is not to be read one by one is left as it was told.
    if (!(error instanceof NetworkError) || (error.kind !== 'refused' && error.kind !== 'gone')) throw error;
  }
}
