import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readChannelViews } from './channel-view.ts';
import type { ChannelView } from '../types.ts';

/** @throws Refusal `not_found` */
export async function getChannel(caller: Caller, { channelId }: { channelId: string }): Promise<ChannelView> {
  allow(caller, 'channels.read');
  return await inWorkspace(caller.workspaceId, async (tx) => {
    const [channel] = await readChannelViews(tx, caller.workspaceId, [uuid(channelId)]);
    if (!channel) throw new Refusal('not_found');
    return channel;
  });
}
