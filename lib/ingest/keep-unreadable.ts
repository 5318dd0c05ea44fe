import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import type { ChannelContext } from '#lib/networks/contract.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { recordRejected } from './rejected-events.ts';

/**
 * Lets a channel's lists go on past entries that cannot be read. Each is kept before the page it stood on is stored, so that
 * the cursor never leaves one behind that is listed nowhere.
 */
export function keepUnreadable({ workspaceId, channelId }: ChannelRef, context: ChannelContext): void {
  context.reportUnreadable = async (list, entries) => {
    const rejected = entries.map(({ id, entry, detail }) => ({
      event: { type: 'entry', ...(id !== null && { externalId: id }), entry },
      reason: 'unreadable' as const,
      detail: `${list}: ${detail}`,
    }));
    const isNew = await inWorkspace(workspaceId, async (tx) => {
      const added = await recordRejected(tx, { workspaceId, id: channelId }, rejected);
      if (added > 0) await emitChannelChanged(tx, workspaceId, channelId);
      return added > 0;
    });
    if (!isNew) return;
    log.warn({ channelId, list, entries: entries.length, detail: entries[0]?.detail }, 'entries could not be read');
    announce(workspaceId);
  };
}
