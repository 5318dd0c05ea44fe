import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { readChannelViews } from './channel-view.ts';
import type { ChannelView } from '../types.ts';

/** The workspace's channels, oldest first. */
export async function listChannels(caller: Caller): Promise<ChannelView[]> {
  allow(caller, 'channels.read');
  return await inWorkspace(caller.workspaceId, async (tx) => await readChannelViews(tx, caller.workspaceId));
}
