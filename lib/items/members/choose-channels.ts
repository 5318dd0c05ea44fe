import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitPresenceGone } from '#lib/realtime/clear-presence.ts';
import type { ChannelChoice } from '#lib/workspaces/members/channel-choice.ts';
import { setChannels } from '#lib/workspaces/members/set-channels.ts';
import { returnUnseenItems } from './return-items.ts';

type Input = { memberId: string; channelIds: ChannelChoice };

/**
 * Chooses which channels a member sees, from the next request on: all, or some. Items that the member holds in other channels
 * go back to the team, because nobody else would see that they are held by somebody who cannot open them.
 * @throws Refusal `not_allowed`; `not_found` for the member or a channel; `invalid` for an admin, who sees all channels
 */
export const chooseChannels = defineAct(
  'members.manage',
  async (caller, { memberId, channelIds }: Input): Promise<{ freedItems: number }> => {
    const { freedItems, name, left } = await asMember(caller, async (tx) => {
      const { name, isChanged } = await setChannels(tx, caller, { memberId, channelIds });
      const freedItems = await returnUnseenItems(tx, caller, { memberId });
      const left = isChanged ? await clearPresence(tx, { workspaceId: caller.workspaceId, memberId }) : [];
      return { freedItems, name, left };
    });
    announce(caller.workspaceId);
    await emitPresenceGone(caller.workspaceId, { id: memberId, name }, left);
    return { freedItems };
  },
);
