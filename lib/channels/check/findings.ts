import type { ChannelRef } from '../channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Stores a fact about the network: every worker begins with it. An empty one is forgotten. */
export async function noteFinding({ workspaceId, channelId }: ChannelRef, name: string, value: string): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    await writeFinding(tx, { workspaceId, channelId }, name, value);
  });
}

/** As {@link noteFinding}, within a transaction. */
export async function writeFinding(tx: Tx, channelRef: ChannelRef, name: string, value: string): Promise<void> {
  const key = { ...channelRef, name };
  if (value === '') return void (await tx.channelFinding.deleteMany({ where: key }));
  const found = { value: value.slice(0, 200), foundAt: new Date() };
  await tx.channelFinding.upsert({
    where: { workspaceId_channelId_name: key },
    create: { ...key, ...found },
    update: found,
    select: { name: true },
  });
}
