import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Lets the member's open browsers know, with the commit, that what they are shown of their absence changed. */
export async function emitSinceLeft(tx: Tx, { workspaceId, memberId }: Caller): Promise<void> {
  // Many, because it returns nothing: members write events and cannot read them.
  await tx.realtimeEvent.createMany({ data: [{ workspaceId, kind: 'notification', ids: [memberId] }] });
}
