import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { database } from '#tests/support/owner-database.ts';
import { pullChannel } from '#lib/sync/pull-channel.ts';
import { serveSandboxes } from '#sandbox/kit/serve.ts';
import type { CreateSandbox, NetworkSandbox } from '#sandbox/kit/types.ts';
import { aWorkspace } from '#tests/support/factories.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';

/** Serves a network's sandbox for this process; to be called before the settings are read. */
export async function serveSandbox(network: string, createSandbox: CreateSandbox) {
  const server = await serveSandboxes(new Map([[network, createSandbox]]));
  const served = server.networks.get(network);
  if (!served) throw new Error('the sandbox was not made');
  const { app } = served.sandbox;
  const settings = {
    URL: served.url,
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: app.clientSecret,
    WEBHOOK_SECRET: app.webhookSecret,
    ...Object.fromEntries(Object.entries(app.options ?? {}).map(([name, value]) => [name.toUpperCase(), value])),
  };
  for (const [name, value] of Object.entries(settings)) process.env[`PARVIS_${network.toUpperCase()}_${name}`] = value;
  return { server, ...served };
}

/** A workspace whose one channel is connected to the sandbox's brand. */
export async function aSandboxChannel(network: string, sandbox: NetworkSandbox) {
  const { workspaceId, admin } = await aWorkspace();
  const { id: channelId } = await connectChannel(admin, { network, credentials: sandbox.connectInput() });
  const channelRef = { workspaceId, channelId };
  const where = { workspaceId_id: { workspaceId, id: channelId } };
  const change = async (data: Parameters<ReturnType<typeof database>['prisma']['channel']['update']>[0]['data']) =>
    await database().prisma.channel.update({ where, data });
  return {
    workspaceId,
    channelId,
    channelRef,
    admin,
    change,
    /** Pulls the channel now, whenever it is due. */
    pull: async (options: Parameters<typeof pullChannel>[1] = {}) => {
      await change({ nextPullAt: new Date(), limitedUntil: null });
      await pullChannel(channelRef, options);
    },
    texts: async () => {
      const messages = await database().prisma.message.findMany({
        where: { workspaceId },
        orderBy: { createdAt: 'asc' },
      });
      return messages.map(({ text }) => text);
    },
    gaps: async () =>
      await database().prisma.channelGap.findMany({ where: { workspaceId }, orderBy: { foundAt: 'asc' } }),
  };
}
