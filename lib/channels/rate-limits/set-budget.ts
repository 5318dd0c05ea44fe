import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { readChannelViews } from '../detail/channel-view.ts';
import type { ChannelView } from '../types.ts';

/**
 * Says what a channel's calls may cost in a month, in millionths of a US dollar; null: as much as they do.
 * @throws Refusal `not_found`; `not_offered` where calls cost nothing
 */
export const setBudget = defineAct(
  'channels.manage',
  async (
    caller,
    { channelId, monthlyBudgetMicros }: { channelId: string; monthlyBudgetMicros: number | null },
  ): Promise<ChannelView> => {
    const { workspaceId } = caller;
    const id = uuid(channelId);
    const view = await asMember(caller, async (tx) => {
      const [held] = await readChannelViews(tx, workspaceId, [id]);
      if (!held) throw new Refusal('not_found');
      if (!connectorOf(held.network)?.pricing) throw new Refusal('not_offered', { network: held.network });
      await tx.channel.updateMany({
        where: { workspaceId, id },
        // What was refused for the old budget may go at once.
        data: { monthlyBudgetMicros, ...(held.status === 'connected' ? { nextPullAt: new Date() } : {}) },
      });
      await recordAudit(tx, caller, { act: 'channel_budget_changed', subject: id, details: { monthlyBudgetMicros } });
      await emitChannelChanged(tx, workspaceId, id);
      const [changed] = await readChannelViews(tx, workspaceId, [id]);
      return changed ?? held;
    });
    announce(workspaceId);
    return view;
  },
);
