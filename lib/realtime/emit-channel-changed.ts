import type { Tx } from '#lib/db/tx.ts';

/** Lets open browsers know, with the commit, that a channel's state changed. */
export async function emitChannelChanged(tx: Tx, workspaceId: string, channelId: string): Promise<void> {
  await tx.realtimeEvent.create({ data: { workspaceId, kind: 'channel', ids: [channelId] }, select: { id: true } });
}
