import type { Tx } from '#lib/db/tx.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { createWorkspaceToken } from '../tokens.ts';

/** What every key begins with, so that a leaked one is recognised. */
export const KEY_PREFIX = 'parvis_';

/** Shown again later: the last characters, enough to tell keys apart and of no use to anyone. */
const SHOWN = 4;

export type IssuedKey = { id: string; key: string; prefix: string };

/**
 * Makes a key inside the workspace's transaction. The key itself is answered here and never again.
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
