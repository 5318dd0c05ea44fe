import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { keepGuidance } from './lock-guidance.ts';
import { readSeen } from './read-guidance.ts';

type Read = {
  itemId: string;
  /** What the member has read, as `seen` of the item's guidance; absent: the caller does not say. */
  seen?: string | undefined;
};

/**
 * Refuses a text that was written, or read, by other guidance than the one that holds now. None changes until the transaction
 * ends.
 * @returns what holds now, to be stored with the text
 * @throws Refusal `guidance_changed` (`seen`: what holds now)
 */
export async function refuseIfGuidanceChanged(tx: Tx, workspaceId: string, { itemId, seen }: Read): Promise<string> {
  await keepGuidance(tx, workspaceId);
  const now = await readSeen(tx, workspaceId, itemId);
  if (seen !== undefined && seen !== now) throw new Refusal('guidance_changed', { seen: now });
  return now;
}
