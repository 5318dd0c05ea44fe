import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ServedNetwork } from '#sandbox/kit/serve.ts';
import { say } from '../process/say.ts';

/** A demo workspace on these networks, with the ids of its apps by network, to which webhooks are delivered. */
export type DemoWorkspace = { workspaceId: string; appIds: Map<string, string> };

/** The demo workspaces. */
export async function findDemoWorkspaces(): Promise<string[]> {
  return await asDispatcher(async (tx) => {
    const found = await tx.workspace.findMany({ where: { isDemo: true }, select: { id: true } });
    return found.map(({ id }) => id);
  });
}

/**
 * Connects a demo workspace to every network. What an earlier run stored in it is removed, since the networks keep nothing
 * when they stop and would report every message as deleted.
 */
export async function connectDemo(
  workspaceId: string,
  networks: ReadonlyMap<string, ServedNetwork>,
): Promise<DemoWorkspace> {
  const admin = await findAdmin(workspaceId);
  const appIds = new Map<string, string>();
  await inWorkspace(workspaceId, async (tx) => {
    const network = { in: [...networks.keys()] };
    await tx.channel.deleteMany({ where: { workspaceId, network } });
    await tx.contact.deleteMany({ where: { workspaceId, identities: { some: { network } } } });
  });
  for (const [network, { sandbox, url }] of networks) {
    const settings = { baseUrl: url, ...sandbox.app, options: sandbox.app.options ?? {} };
    const app = await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network, settings }));
    appIds.set(network, app.id);
    try {
      await connectChannel(admin, { network, credentials: sandbox.connectInput() });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      say(`The demo's ${network} could not be connected: ${error.code} ${JSON.stringify(error.values)}`);
    }
  }
  return { workspaceId, appIds };
}

async function findAdmin(workspaceId: string): Promise<Caller> {
  const member = await inWorkspace(workspaceId, (tx) =>
    tx.member.findFirstOrThrow({
      where: { workspaceId, role: 'admin', removedAt: null },
      orderBy: { createdAt: 'asc' },
      select: { id: true, userId: true },
    }),
  );
  return { workspaceId, memberId: member.id, userId: member.userId, role: 'admin' };
}
