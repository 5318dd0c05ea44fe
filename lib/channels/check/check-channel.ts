import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { channelJobs } from '../jobs.ts';
import { beginCheck } from './begin-check.ts';
import { readCheckView } from './check-view.ts';
import type { ChannelCheckView } from './types.ts';

type Input = { channelId: string };

/**
 * Checks a channel on the real account: a worker does it. One that is under way goes on, and no second one begins.
 * @throws Refusal `not_found`; `channel_unavailable` when it is not connected
 */
export const checkChannel = defineAct(
  'channels.manage',
  async (caller, { channelId }: Input): Promise<ChannelCheckView> => {
    const { workspaceId } = caller;
    const channelRef = { workspaceId, channelId: uuid(channelId) };
    const view = await asMember(caller, async (tx) => {
      const where = { workspaceId_id: { workspaceId, id: channelRef.channelId } };
      const channel = await tx.channel.findUnique({ where, select: { status: true } });
      if (!channel || channel.status === 'disconnected') throw new Refusal('not_found');
      if (channel.status !== 'connected') throw new Refusal('channel_unavailable', { reason: channel.status });
      await beginCheck(tx, channelRef, { isAutomatic: false });
      await recordAudit(tx, caller, { act: 'channel_checked', subject: channelRef.channelId });
      await emitChannelChanged(tx, workspaceId, channelRef.channelId);
      return await readCheckView(tx, channelRef);
    });
    announce(workspaceId);
    await enqueue(channelJobs.checkChannel, channelRef);
    if (!view) throw new Refusal('not_found');
    return view;
  },
);
