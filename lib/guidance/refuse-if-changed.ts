import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { keepGuidance } from './lock-guidance.ts';
import { readSeen } from './read-guidance.ts';

type Read = {
  itemId: string;
  /** What the member has read, as `seen` of the item's guidance; absent: what the text was written by. */
  seen?: string | undefined;
  /** What is stored with a text that waits; null or absent: nothing is known of it. */
  writtenBy?: string | null;
};

/**
 * Refuses a text that was written, or read, by other guidance than the one that holds now. None changes until the transaction
 * ends.
 * @returns what holds now, to be stored with the text
 * @throws Refusal `guidance_changed` (`seen`: what holds now)
 */
export async function refuseIfGuidanceChanged(
  tx: Tx,
  workspaceId: string,
  { itemId, seen, writtenBy = null }: Read,
): Promise<string> {
  await keepGuidance(tx, workspaceId);
  const now = await readSeen(tx, workspaceId, itemId);
  const read = seen ?? writtenBy;
  if (read !== null && read !== now) throw new Refusal('guidance_changed', { seen: now });
  return now;
}
