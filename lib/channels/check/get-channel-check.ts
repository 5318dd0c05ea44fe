import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readCheckView } from './check-view.ts';
import type { ChannelCheckView } from './types.ts';

/** The latest check of a channel, its trial, and what is known of its network's uncertain facts. @throws Refusal `not_found` */
export const getChannelCheck = defineAct(
  'channels.read',
  async (caller, { channelId }: { channelId: string }): Promise<ChannelCheckView> => {
    const channelRef = { workspaceId: caller.workspaceId, channelId: uuid(channelId) };
    const view = await asMember(caller, (tx) => readCheckView(tx, channelRef));
    if (!view) throw new Refusal('not_found');
    return view;
  },
);
