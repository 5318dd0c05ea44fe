import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readChannelViews } from './channel-view.ts';
import type { ChannelView } from '../types.ts';

type Input = { channelId: string };

/** @throws Refusal `not_found` */
export const getChannel = defineAct('channels.read', async (caller, { channelId }: Input): Promise<ChannelView> => {
  return await asMember(caller, async (tx) => {
    const [channel] = await readChannelViews(tx, caller.workspaceId, [uuid(channelId)]);
    if (!channel) throw new Refusal('not_found');
    return channel;
  });
});
