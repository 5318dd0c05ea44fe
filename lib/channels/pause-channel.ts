import type { Caller } from '#lib/caller.ts';
import { changeChannel } from './change-channel.ts';
import type { ChannelView } from './types.ts';

/** Pauses reading and sending. @throws Refusal `not_found`; `conflict` when it is not connected */
export async function pauseChannel(caller: Caller, { channelId }: { channelId: string }): Promise<ChannelView> {
  return await changeChannel(caller, channelId, {
    from: ['connected'],
    to: { status: 'paused', nextPullAt: null },
    act: 'channel_paused',
  });
}
