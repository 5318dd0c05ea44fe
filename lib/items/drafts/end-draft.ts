import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';

type Sent = { itemId: string; mode: 'reply' | 'private'; versions: readonly string[] };

/**
 * Removes the caller's draft in the transaction that queues it as a reply.
 * @param sent.versions what the sender knows of it: the stored version, and one that may be on its way. A draft that another
 *   device has changed since stays.
 */
export async function endDraft(tx: Tx, caller: Caller, { itemId, mode, versions }: Sent): Promise<void> {
  if (versions.length === 0) return;
  const { workspaceId, memberId } = caller;
  await tx.draft.deleteMany({ where: { workspaceId, itemId, memberId, mode, version: { in: versions.map(uuid) } } });
}
