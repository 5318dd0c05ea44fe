import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readChannelViews } from './channel-view.ts';
import type { ChannelView } from '../types.ts';

/** The workspace's channels, oldest first. */
export const listChannels = defineAct('channels.read', async (caller): Promise<ChannelView[]> => {
  return await asMember(caller, async (tx) => await readChannelViews(tx, caller.workspaceId));
});
