import type { Tx } from '#lib/db/tx.ts';
import type { Guidance } from '#lib/db/generated/client.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { lockGuidance } from './lock-guidance.ts';

/**
 * The guidance that is about to be changed, locked against others who change it and replies that decide by it.
 * @throws Refusal `not_found`; `conflict` when it is not the version that was read, or is withdrawn
 */
export async function findOpen(
  tx: Tx,
  workspaceId: string,
  { guidanceId, version }: { guidanceId: string; version: number },
): Promise<Guidance> {
  await lockGuidance(tx, workspaceId);
  const where = { workspaceId_id: { workspaceId, id: uuid(guidanceId) } };
  const found = await tx.guidance.findUnique({ where });
  if (!found) throw new Refusal('not_found');
  if (found.version !== version || found.withdrawnAt) throw new Refusal('conflict');
  return found;
}
