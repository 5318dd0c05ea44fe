import { defineAct } from '#lib/act.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { changeChannel } from './change-channel.ts';
import type { ChannelView } from './types.ts';
import { channelJobs } from './jobs.ts';

type Input = { channelId: string };

/** Continues reading where the channel was paused. @throws Refusal `not_found`; `conflict` when it is not paused */
export const resumeChannel = defineAct(
  'channels.manage',
  async (caller, { channelId }: Input): Promise<ChannelView> => {
    const view = await changeChannel(caller, channelId, {
      from: ['paused'],
      to: { status: 'connected', nextPullAt: new Date(), failedPulls: 0 },
      act: 'channel_resumed',
    });
    await enqueue(channelJobs.pullChannel, { workspaceId: caller.workspaceId, channelId: view.id });
    return view;
  },
);
