import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { readChannelViews } from './channel-view.ts';
import { appForConnecting } from './app-of-channel.ts';
import { writeCredentials } from './credentials.ts';
import { tellChannel } from './mark-reconnect.ts';
import { signInToNetwork } from './sign-in-to-network.ts';
import type { ChannelView } from './types.ts';

/**
 * Signs in to an account and starts reading it. An account that was disconnected comes back with all it had.
 * @throws Refusal `not_offered` for an unknown network; `network_refused`, `network_unavailable` with `reason` and `detail`;
 *   `already_connected`
 */
export async function connectChannel(
  caller: Caller,
  { network, credentials: typed }: { network: string; credentials: Record<string, string> },
): Promise<ChannelView> {
  allow(caller, 'channels.manage');
  const connector = connectorOf(network);
  if (!connector) throw new Refusal('not_offered', { network });
  const { workspaceId } = caller;
  const { app, networkAppId } = await inWorkspace(workspaceId, (tx) => appForConnecting(tx, workspaceId, network));
  const { account, credentials, rights = {} } = await signInToNetwork(connector, typed, app);
  const view = await inWorkspace(workspaceId, async (tx) => {
    const place = { workspaceId, network, externalId: account.externalId };
    const held = await tx.channel.findUnique({
      where: { workspaceId_network_externalId: place },
      select: { status: true },
    });
    if (held && held.status !== 'disconnected') throw new Refusal('already_connected', { handle: account.handle });
    const shown = {
      handle: account.handle,
      name: account.name,
      avatarUrl: account.avatarUrl ?? null,
      profileUrl: account.profileUrl ?? null,
    };
    const running = {
      status: 'connected' as const,
      statusReason: null,
      nextPullAt: new Date(),
      pullEveryMs: connector.pace.minMs,
      rights,
      networkAppId,
    };
    const channel = await tx.channel.upsert({
      where: { workspaceId_network_externalId: place },
      create: { ...place, ...shown, ...running },
      update: { ...shown, ...running, failedPulls: 0, lastErrorAt: null, lastErrorReason: null, limitedUntil: null },
      select: { id: true },
    });
    await writeCredentials(tx, { workspaceId, channelId: channel.id }, connector, credentials);
    await recordAudit(tx, caller, {
      act: 'channel_connected',
      subject: channel.id,
      details: { network, handle: account.handle },
    });
    await tellChannel(tx, workspaceId, channel.id);
    const [made] = await readChannelViews(tx, workspaceId, [channel.id]);
    if (!made) throw new Refusal('not_found');
    return made;
  });
  announce(workspaceId);
  await enqueue('pull-channel', { workspaceId, channelId: view.id });
  return view;
}
