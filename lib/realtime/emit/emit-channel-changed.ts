import type { Tx } from '#lib/db/tx.ts';

/** Lets open browsers know, with the commit, that a channel's state changed. */
export async function emitChannelChanged(tx: Tx, workspaceId: string, channelId: string): Promise<void> {
  // Many, because it returns nothing: members write events and cannot read them.
  await tx.realtimeEvent.createMany({ data: [{ workspaceId, kind: 'channel', ids: [channelId] }] });
}
