import { onTestFinished } from 'vitest';
import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { database } from '#tests/support/owner-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Postman } from '#sandbox/kit/deliver.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes, type ServedNetwork } from '#sandbox/kit/serve.ts';
import { createTikTokSandbox } from '#sandbox/tiktok/sandbox.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { startWebhookServer } from './webhook-server.ts';

/** The time limit of a call to a network, in milliseconds: short, so that a silent network delays nobody for long. */
const TIMEOUT_MS = 1_000;

/** One of the brand's networks, with the channel on it. */
export type StormNetwork = ServedNetwork & { network: string; channelId: string };

/** A workspace with a channel on every network where people can write, and a postman who delivers their webhooks. */
export type StormBrand = {
  admin: Caller;
  workspaceId: string;
  networks: StormNetwork[];
  postman: Postman;
};

/** Connects a workspace to all networks where people can write; their webhooks are delivered to a server in this process. */
export async function aBrandOnAllNetworks(): Promise<StormBrand> {
  const all = await loadSandboxes();
  // TikTok's finer rate limits are tested here too.
  all.set('tiktok', ({ now }) => createTikTokSandbox({ now, isStrict: true }));
  const server = await serveSandboxes(all);
  onTestFinished(() => server.stop());
  const { admin, workspaceId } = await aWorkspace();
  const webhooks = await startWebhookServer();
  onTestFinished(webhooks.close);

  const networks: StormNetwork[] = [];
  const addresses = new Map<string, string>();
  for (const [network, served] of server.networks) {
    const { sandbox, url } = served;
    if (sandbox.kinds.length === 0) continue;
    const settings = {
      baseUrl: url,
      ...sandbox.app,
      options: { ...sandbox.app.options, timeout_ms: String(TIMEOUT_MS) },
    };
    const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network, settings }));
    addresses.set(network, `${webhooks.url}/${network}/${app.id}`);
    for (const text of ['Nos nouveautés sont là', 'Samedi, atelier', 'Livraison offerte']) sandbox.brandPosts(text);
    sandbox.takeDeliveries();
    const { id: channelId } = await connectChannel(admin, { network, credentials: sandbox.connectInput() });
    networks.push({ ...served, network, channelId });
  }
  const postman = new Postman(new Map(networks.map((one) => [one.network, one])), (network) => {
    const address = addresses.get(network);
    return address === undefined ? [] : [address];
  });
  return { admin, workspaceId, networks, postman };
}

/** The state of the brand's channels. */
export async function channelsOf({ workspaceId }: StormBrand) {
  return await database().prisma.channel.findMany({
    where: { workspaceId },
    select: {
      id: true,
      network: true,
      status: true,
      statusReason: true,
      failedPulls: true,
      lastErrorReason: true,
      lastErrorDetail: true,
      lastPullAt: true,
      backfilledAt: true,
    },
  });
}
