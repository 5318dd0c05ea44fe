import type { Caller } from '#lib/caller.ts';
import { connectChannel } from '#lib/channels/connecting/connect-channel.ts';
import { writeNetworkApp } from '#lib/channels/apps/network-app.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { loadSandboxes } from '#sandbox/kit/load.ts';
import { serveSandboxes, type ServedNetwork } from '#sandbox/kit/serve.ts';
import type { CreateSandbox } from '#sandbox/kit/types.ts';
import { onStop } from '#scripts/process/on-stop.ts';
import { runMain } from '#scripts/process/run-main.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { writeFirstWords } from './write-first-words.ts';

/**
 * Serves every network many times over, each with a brand, a crowd's first words and limits of its own, and connects
 * a workspace to each round of them. Then it keeps still: nobody says anything more.
 *
 *     node tests/bench/stand-ins/many-networks.ts <workspaces>
 */
await runMain(async () => {
  const told = new Promise<void>((done) => onStop(done));
  const workspaces = Number(process.argv[2]);
  const networks = await loadSandboxes();
  const creates = new Map<string, CreateSandbox>();
  for (let n = 0; n < workspaces; n += 1) {
    for (const [network, create] of networks) creates.set(`${network}-${n}`, create);
  }
  const server = await serveSandboxes(creates);
  for (const { sandbox } of server.networks.values()) {
    writeFirstWords(sandbox);
    sandbox.takeDeliveries(); // nobody hears them: all is read
  }
  for (let n = 0; n < workspaces; n += 1) {
    const { admin } = await aWorkspace();
    for (const network of networks.keys()) {
      const served = server.networks.get(`${network}-${n}`);
      if (served) await connect(admin, network, served);
    }
  }
  await told;
  await server.stop();
  await closeQueues();
  await closeDatabase();
});

async function connect(caller: Caller, network: string, { sandbox, url }: ServedNetwork): Promise<void> {
  const { workspaceId } = caller;
  const settings = { baseUrl: url, ...sandbox.app, options: sandbox.app.options ?? {} };
  await inWorkspace(workspaceId, (tx) => writeNetworkApp(tx, { workspaceId, network, settings }));
  await connectChannel(caller, { network, credentials: sandbox.connectInput() });
}
