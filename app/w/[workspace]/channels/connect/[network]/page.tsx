import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { ConnectPage } from '#components/channels/connect-page.tsx';
import { isAllowed } from '#lib/caller.ts';
import { listNetworks } from '#lib/channels/list-networks.ts';

export default async function ConnectNetwork({ params }: { params: Promise<{ workspace: string; network: string }> }) {
  const { workspace, network: name } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/connect/${name}`);
  const network = (await listNetworks(caller)).find((one) => one.network === name);
  if (!network || !isAllowed(caller.role, 'channels.manage')) notFound();
  return <ConnectPage network={network} channel={null} />;
}
