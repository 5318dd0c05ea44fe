import type { Tx } from './tx.ts';

/**
 * Enters one workspace for the rest of a transaction that began outside: for the few acts that write a user and a
 * membership together. Everything else uses `inWorkspace`.
 */
export async function enterWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select set_config('role', 'parvis_app', true), set_config('app.workspace_id', ${workspaceId}, true)`;
}
