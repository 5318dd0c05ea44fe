import type { Tx } from '#lib/db/tx.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { createWorkspaceToken } from '../tokens.ts';

/** The prefix of every key, so that leaked keys are recognized. */
export const KEY_PREFIX = 'parvis_';

/** How many characters stay visible: enough to tell keys apart, useless to an attacker. */
const SHOWN = 4;

export type IssuedKey = { id: string; key: string; prefix: string };

/**
 * Creates a key in the workspace's transaction. The key is returned here and never again.
 * @throws Refusal `quota_reached`
 */
export async function issueApiKey(
  tx: Tx,
  { workspaceId, memberId, name }: { workspaceId: string; memberId: string; name: string },
): Promise<IssuedKey> {
  await takeStock(tx, workspaceId, [
    { quota: 'api_keys_of_member', subject: memberId },
    { quota: 'api_keys', subject: null },
  ]);
  const { token, hash } = createWorkspaceToken(workspaceId);
  const prefix = `${KEY_PREFIX}…${token.slice(-SHOWN)}`;
  const { id } = await tx.apiKey.create({
    data: { workspaceId, memberId, name, prefix, keyHash: hash },
    select: { id: true },
  });
  return { id, key: `${KEY_PREFIX}${token}`, prefix };
}
