import { notFound } from 'next/navigation';
import { requireCaller } from '#app/session.ts';
import { AttemptPage } from '#components/channels/connecting/attempt-page.tsx';
import { ConnectPage } from '#components/channels/connecting/connect-page.tsx';
import { may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { getConnection } from '#lib/channels/connecting/get-connection.ts';
import { listChannels } from '#lib/channels/detail/list-channels.ts';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { Refusal } from '#lib/refusal.ts';

/** A network to connect by its name, or a sign-in at one by its id. */
export default async function ConnectTarget({ params }: { params: Promise<{ workspace: string; target: string }> }) {
  const { workspace, target } = await params;
  const caller = await requireCaller(workspace, `/w/${workspace}/channels/connect/${target}`);
  if (!may(caller, connectChannel)) notFound();
  const networks = await listNetworks(caller);
  const network = networks.find((one) => one.network === target);
  if (network) return <ConnectPage network={network} channel={null} />;
  const attempt = await attemptOf(caller, target);
  if (!attempt) notFound();
  const channel = attempt.channelId && (await listChannels(caller)).find(({ id }) => id === attempt.channelId);
  const pricing = networks.find((one) => one.network === attempt.network)?.pricing ?? null;
  return <AttemptPage first={attempt} channel={channel || null} pricing={pricing} />;
}

async function attemptOf(caller: Caller, connectionId: string) {
  try {
    return await getConnection(caller, { connectionId });
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}
