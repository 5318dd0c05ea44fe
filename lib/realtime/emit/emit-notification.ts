import type { Tx } from '#lib/db/tx.ts';

/** Lets the member's open browsers know, with the commit, that something that only they are told changed. */
export async function emitNotification(
  tx: Tx,
  { workspaceId, memberId }: { workspaceId: string; memberId: string },
): Promise<void> {
  // Many, because it returns nothing: members write events and cannot read them.
  await tx.realtimeEvent.createMany({ data: [{ workspaceId, kind: 'notification', ids: [memberId] }] });
}
