import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/** The channels that somebody may see; null: all, also those connected later. */
export type ChannelChoice = readonly string[] | null;

/** The most channels that one choice names. */
export const CHANNELS_LIMIT = 1_000;

/**
 * Checks a choice for a role.
 * @throws Refusal `invalid` (`channelIds`) for an admin, who sees all; `too_many`; `not_found` for an unknown channel
 */
export async function checkChannels(
  tx: Tx,
  { workspaceId, role, channelIds }: { workspaceId: string; role: string; channelIds: ChannelChoice },
): Promise<ChannelChoice> {
  if (channelIds === null) return null;
  if (role === 'admin') throw new Refusal('invalid', { field: 'channelIds' });
  if (channelIds.length > CHANNELS_LIMIT) throw new Refusal('too_many', { limit: CHANNELS_LIMIT });
  const wanted = [...new Set(channelIds.map(uuid))];
  const known = await tx.channel.count({ where: { workspaceId, id: { in: wanted } } });
  if (known < wanted.length) throw new Refusal('not_found');
  return wanted;
}

/** Writes which channels a member sees. @returns whether that is a change */
export async function writeChannels(
  tx: Tx,
  { workspaceId, memberId, channelIds }: { workspaceId: string; memberId: string; channelIds: ChannelChoice },
): Promise<boolean> {
  const chosen = [...(channelIds ?? [])];
  const changed = await tx.member.updateMany({
    where: { workspaceId, id: memberId, seesAllChannels: channelIds !== null },
    data: { seesAllChannels: channelIds === null },
  });
  const removed = await tx.memberChannel.deleteMany({ where: { workspaceId, memberId, channelId: { notIn: chosen } } });
  const added = await tx.memberChannel.createMany({
    data: chosen.map((channelId) => ({ workspaceId, memberId, channelId })),
    skipDuplicates: true,
  });
  return changed.count + removed.count + added.count > 0;
}
