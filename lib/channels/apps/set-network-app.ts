import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { AppSettings } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { findWorkspace } from '#lib/workspaces/operator/find-workspace.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { webhookAddress } from '../addresses.ts';
import { writeNetworkApp } from './network-app.ts';

/**
 * Gives a workspace its own app at a network instead of the operator's. Channels connected from now on use it. Replaces
 * all earlier settings.
 * @throws Refusal `not_found` for the workspace or the network; `invalid` for an option that the network does not have
 */
export async function setNetworkApp({
  workspace,
  network,
  settings,
}: {
  workspace: string;
  network: string;
  settings: AppSettings;
}): Promise<{ id: string; workspaceId: string; network: string; webhookUrl: string | null }> {
  const { id: workspaceId } = await findWorkspace(workspace);
  const connector = connectorOf(network);
  if (!connector) throw new Refusal('not_found', { network });
  const known = (connector.app?.options ?? []).map(({ name }) => name);
  const option = Object.keys(settings.options).find((name) => !known.includes(name));
  if (option !== undefined) throw new Refusal('invalid', { option, known });
  const { id } = await inWorkspace(workspaceId, async (tx) => {
    const written = await writeNetworkApp(tx, { workspaceId, network, settings });
    await recordAudit(tx, { workspaceId, operator: true }, { act: 'network_app_set', subject: connector.name });
    return written;
  });
  return { id, workspaceId, network, webhookUrl: connector.webhook ? webhookAddress(network, id) : null };
}
