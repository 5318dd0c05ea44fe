import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { Caller } from '#lib/caller.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import type { ChannelStatus } from '#lib/db/generated/enums.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import type { AuditAct } from '#lib/workspaces/types.ts';
import { readChannelViews } from './detail/channel-view.ts';
import type { ChannelView } from './types.ts';

type Change = { from: ChannelStatus[]; to: Prisma.ChannelUpdateManyMutationInput; act: AuditAct };

/** Moves a channel from one status to another. @throws Refusal `not_found`; `conflict` when it has another status */
export async function changeChannel(
  caller: Caller,
  channelId: string,
  { from, to, act }: Change,
): Promise<ChannelView> {
  const { workspaceId } = caller;
  const id = uuid(channelId);
  const view = await asMember(caller, async (tx) => {
    const { count } = await tx.channel.updateMany({ where: { workspaceId, id, status: { in: from } }, data: to });
    const [stored] = await readChannelViews(tx, workspaceId, [id]);
    if (!stored) throw new Refusal('not_found');
    if (count === 0) throw new Refusal('conflict', { status: stored.status });
    await recordAudit(tx, caller, { act, subject: id });
    await emitChannelChanged(tx, workspaceId, id);
    return stored;
  });
  announce(workspaceId);
  return view;
}
