import type { Tx } from '#lib/db/tx.ts';
import type { Receiver } from './may-receive.ts';

/**
 * The members with these ids who are still here, with what decides whether they may receive an item. Until the transaction
 * ends, none of them loses a channel, their role or their membership. To be called before items are locked: whoever takes
 * a channel away locks the member first, then the items.
 */
export async function readReceivers(tx: Tx, memberIds: readonly string[]): Promise<Receiver[]> {
  if (memberIds.length === 0) return [];
  await tx.$queryRaw`SELECT FROM "member" WHERE "id" = ANY(${[...memberIds]}::uuid[]) ORDER BY "id" FOR SHARE`;
  const members = await tx.member.findMany({
    where: { id: { in: [...memberIds] }, removedAt: null },
    select: {
      id: true,
      role: true,
      seesAllChannels: true,
      channels: { select: { channelId: true } },
      user: { select: { name: true } },
    },
  });
  return members.map(({ id, role, seesAllChannels, channels, user }) => ({
    id,
    role,
    name: user.name,
    channelIds: seesAllChannels || role === 'admin' ? null : channels.map(({ channelId }) => channelId),
  }));
}
