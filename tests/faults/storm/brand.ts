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
import { openDoor } from './webhook-server.ts';

/** How long a call to a network may take, in milliseconds: one that is silent holds nobody up for long. */
const TIMEOUT_MS = 1_000;

/** A network of the brand, and its channel. */
export type StormyNetwork = ServedNetwork & { network: string; channelId: string };

/** A workspace that is on every network where people can write, with a way for what these push. */
export type StormyBrand = {
  admin: Caller;
  workspaceId: string;
  networks: StormyNetwork[];
  postman: Postman;
};

/** Connects a workspace to all networks with people on them; what they push is brought to a door of this process. */
export async function aBrandEverywhere(): Promise<StormyBrand> {
  const all = await loadSandboxes();
  // The governor is here to keep its finer limits too.
  all.set('tiktok', ({ now }) => createTikTokSandbox({ now, isStrict: true }));
  const server = await serveSandboxes(all);
  onTestFinished(() => server.stop());
  const { admin, workspaceId } = await aWorkspace();
  const door = await openDoor();
  onTestFinished(door.close);

  const networks: StormyNetwork[] = [];
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
    addresses.set(network, `${door.url}/${network}/${app.id}`);
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

/** How the channels are doing, by network. */
export async function channelsOf({ workspaceId }: StormyBrand) {
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
