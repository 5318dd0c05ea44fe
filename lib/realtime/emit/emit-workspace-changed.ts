import type { Tx } from '#lib/db/tx.ts';

/** Lets open browsers know, with the commit, that what belongs to the whole workspace changed: its teams. */
export async function emitWorkspaceChanged(tx: Tx, workspaceId: string): Promise<void> {
  // Many, because it returns nothing: members write events and cannot read them.
  await tx.realtimeEvent.createMany({ data: [{ workspaceId, kind: 'workspace', ids: [] }] });
}
