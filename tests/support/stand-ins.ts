import { loadSandboxes } from '#sandbox/kit/load.ts';
import { type SandboxServer, serveSandboxes, type ServedNetwork } from '#sandbox/kit/serve.ts';

export type StandIns = { server: SandboxServer; of: (network: string) => ServedNetwork; stop: () => Promise<void> };

/**
 * Serves the stand-ins of some networks and configures them as the operator's apps in the environment. Call it while a
 * test file is loaded, since the settings are read once.
 * @param apart networks whose address is set and whose app is not
 */
export async function serveNetworks(networks: string[], { apart = [] }: { apart?: string[] } = {}): Promise<StandIns> {
  const all = await loadSandboxes();
  const server = await serveSandboxes(new Map([...all].filter(([network]) => networks.includes(network))));
  const of = (network: string): ServedNetwork => {
    const served = server.networks.get(network);
    if (!served) throw new Error(`there is no stand-in for ${network}`);
    return served;
  };
  for (const network of networks) {
    const { sandbox, url } = of(network);
    const { clientId, clientSecret, webhookSecret, options = {} } = sandbox.app;
    const secrets = { client_id: clientId, client_secret: clientSecret, webhook_secret: webhookSecret, ...options };
    const settings = { url, timeout_ms: '2000', ...(apart.includes(network) ? {} : secrets) };
    for (const [name, value] of Object.entries(settings)) {
      process.env[`PARVIS_${network}_${name}`.toUpperCase()] = value;
    }
  }
  return { server, of, stop: () => server.stop() };
}
