import { readOrigin } from '#lib/origin.ts';
import type { Tx } from './tx.ts';

/**
 * Enters one workspace for the rest of a transaction that began outside: for the few acts that write a user and a
 * membership together. Everything else uses `inWorkspace` or `asMember`.
 * @param memberId who acts; empty for the product itself
 */
export async function enterWorkspace(tx: Tx, workspaceId: string, memberId = ''): Promise<void> {
  const { address, sessionId, apiKeyId } = readOrigin();
  await tx.$executeRaw`select set_config('role', 'parvis_app', true), set_config('app.workspace_id', ${workspaceId}, true),
    set_config('app.member_id', ${memberId}, true), set_config('app.address', ${address ?? ''}, true),
    set_config('app.session_id', ${sessionId ?? ''}, true), set_config('app.api_key_id', ${apiKeyId ?? ''}, true)`;
}
