import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { getChannel } from './get-channel.ts';
import { appForConnecting } from './app-of-channel.ts';
import { writeCredentials } from './credentials.ts';
import { tellChannel } from './mark-reconnect.ts';
import { signInToNetwork } from './sign-in-to-network.ts';
import type { ChannelView } from './types.ts';

/**
 * Gives a channel new credentials for the same account; reading goes on where it stopped, so the gap is read too.
 * @throws Refusal `not_found`; `conflict` when they belong to another account; `network_refused`, `network_unavailable`
 */
export async function reconnectChannel(
  caller: Caller,
  { channelId, credentials: typed }: { channelId: string; credentials: Record<string, string> },
): Promise<ChannelView> {
  allow(caller, 'channels.manage');
  const { workspaceId } = caller;
  const held = await getChannel(caller, { channelId: uuid(channelId) });
  const connector = connectorOf(held.network);
  if (!connector) throw new Refusal('not_offered', { network: held.network });
  const { app, networkAppId } = await inWorkspace(workspaceId, (tx) => appForConnecting(tx, workspaceId, held.network));
  const { account, credentials, rights = {} } = await signInToNetwork(connector, typed, app);
  if (account.externalId !== held.externalId)
    throw new Refusal('conflict', { expected: held.handle, got: account.handle });
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channel.update({
      where: { workspaceId_id: { workspaceId, id: held.id } },
      data: {
        status: 'connected',
        statusReason: null,
        rights,
        networkAppId,
        nextPullAt: new Date(),
        handle: account.handle,
        name: account.name,
        failedPulls: 0,
        lastErrorAt: null,
        lastErrorReason: null,
        limitedUntil: null,
      },
      select: { id: true },
    });
    await writeCredentials(tx, { workspaceId, channelId: held.id }, connector, credentials);
    await recordAudit(tx, caller, {
      act: 'channel_reconnected',
      subject: held.id,
      details: { handle: account.handle },
    });
    await tellChannel(tx, workspaceId, held.id);
  });
  announce(workspaceId);
  await enqueue('pull-channel', { workspaceId, channelId: held.id });
  return await getChannel(caller, { channelId: held.id });
}
