import { defineAct } from '#lib/act.ts';
import { changeChannel } from './change-channel.ts';
import type { ChannelView } from './types.ts';

type Input = { channelId: string };

/** Pauses reading and sending. @throws Refusal `not_found`; `conflict` when it is not connected */
export const pauseChannel = defineAct('channels.manage', async (caller, { channelId }: Input): Promise<ChannelView> => {
  return await changeChannel(caller, channelId, {
    from: ['connected'],
    to: { status: 'paused', nextPullAt: null },
    act: 'channel_paused',
  });
});
