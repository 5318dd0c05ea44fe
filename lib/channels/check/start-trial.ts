import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readCheckView } from './check-view.ts';
import type { ChannelCheckView } from './types.ts';

/**
 * Notes that a member writes to the channel from another account now: the first message after it says when it came and by
 * which way. A second call begins it again.
 * @throws Refusal `not_found`; `channel_unavailable` when it is not connected
 */
export const startTrial = defineAct(
  'channels.manage',
  async (caller, input: { channelId: string; now?: Date }): Promise<ChannelCheckView> => {
    const { workspaceId } = caller;
    const channelId = uuid(input.channelId);
    const begun = { startedAt: input.now ?? new Date(), arrivedAt: null, writtenAt: null, way: null, itemKind: null };
    return await asMember(caller, async (tx) => {
      const where = { workspaceId_id: { workspaceId, id: channelId } };
      const channel = await tx.channel.findUnique({ where, select: { status: true } });
      if (!channel || channel.status === 'disconnected') throw new Refusal('not_found');
      if (channel.status !== 'connected') throw new Refusal('channel_unavailable', { reason: channel.status });
      await tx.channelTrial.upsert({
        where: { workspaceId_channelId: { workspaceId, channelId } },
        create: { workspaceId, channelId, ...begun },
        update: begun,
        select: { channelId: true },
      });
      const view = await readCheckView(tx, { workspaceId, channelId });
      if (!view) throw new Refusal('not_found');
      return view;
    });
  },
);
