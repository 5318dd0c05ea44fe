import type { Tx } from './tx.ts';

/**
 * Goes into one workspace for the rest of a transaction that began outside of all: for the few acts that write who
 * a person is and her place in a workspace together. Everything else goes through `inWorkspace`.
 */
export async function enterWorkspace(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`select set_config('role', 'parvis_app', true), set_config('app.workspace_id', ${workspaceId}, true)`;
}
