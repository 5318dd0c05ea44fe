import type { Tx } from '#lib/db/tx.ts';
import { addresses, type GuardRailsView, noGuardRails } from '../types.ts';

/** What the workspace's brand demands of every reply. */
export async function readGuardRails(tx: Tx, workspaceId: string): Promise<GuardRailsView> {
  const row = await tx.guardRails.findUnique({ where: { workspaceId } });
  if (!row) return noGuardRails;
  const { workspaceId: _, address, ...rails } = row;
  return { ...rails, address: addresses.find((known) => known === address) ?? null };
}
