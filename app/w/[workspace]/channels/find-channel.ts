import { notFound } from 'next/navigation';
import type { Caller } from '#lib/caller.ts';
import { getChannel } from '#lib/channels/detail/get-channel.ts';
import type { ChannelView } from '#lib/channels/types.ts';
import { Refusal } from '#lib/refusal.ts';

/** The channel that a page is about; one that is not the caller's is not found. */
export async function findChannel(caller: Caller, channelId: string): Promise<ChannelView> {
  try {
    return await getChannel(caller, { channelId });
  } catch (error) {
    if (error instanceof Refusal) notFound();
    throw error;
  }
}
