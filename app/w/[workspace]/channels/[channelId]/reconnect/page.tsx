import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { ConnectPage } from '#components/channels/connecting/connect-page.tsx';
import { may } from '#lib/act.ts';
import { reconnectChannel } from '#lib/channels/connecting/reconnect-channel.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';

export default async function Reconnect({ params }: { params: Promise<{ workspace: string; channelId: string }> }) {
  const { workspace, channelId } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/${channelId}/reconnect`);
  const channel = (await listChannels(caller)).find(({ id }) => id === channelId);
  const network = (await listNetworks(caller)).find((one) => one.network === channel?.network);
  if (!channel || !network || !may(caller, reconnectChannel)) notFound();
  return <ConnectPage network={network} channel={channel} />;
}
