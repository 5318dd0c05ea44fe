import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';

type Input = { channelId: string };

/** Deletes the credentials and stops reading; stored messages stay. @throws Refusal `not_found` */
export const disconnectChannel = defineAct('channels.manage', async (caller, { channelId }: Input): Promise<void> => {
  const { workspaceId } = caller;
  const id = uuid(channelId);
  await asMember(caller, async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: { workspaceId, id, status: { not: 'disconnected' } },
      data: { status: 'disconnected', nextPullAt: null, pullLeaseId: null, pullLeaseUntil: null },
    });
    if (count === 0) throw new Refusal('not_found');
    await tx.channelCredential.deleteMany({ where: { workspaceId, channelId: id } });
    await recordAudit(tx, caller, { act: 'channel_disconnected', subject: id });
    await emitChannelChanged(tx, workspaceId, id);
  });
  announce(workspaceId);
});
