import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { MemberView } from '../types.ts';

/** The members, sorted by name. */
export const listMembers = defineAct('members.read', async (caller): Promise<MemberView[]> => {
  return await asMember(caller, async (tx) => {
    const members = await tx.member.findMany({
      where: { workspaceId: caller.workspaceId, removedAt: null },
      select: {
        id: true,
        role: true,
        createdAt: true,
        seesAllChannels: true,
        channels: { select: { channelId: true } },
        user: { select: { name: true, email: true } },
      },
    });
    const held = await tx.item.groupBy({
      by: ['ownerId'],
      where: {
        workspaceId: caller.workspaceId,
        ownerId: { in: members.map(({ id }) => id) },
        status: { in: ['open', 'waiting', 'snoozed'] },
      },
      _count: { _all: true },
    });
    const heldBy = new Map(held.map(({ ownerId, _count }) => [ownerId, _count._all]));
    return members
      .map(({ user, createdAt, seesAllChannels, channels, ...member }) => ({
        ...member,
        channelIds: seesAllChannels || member.role === 'admin' ? null : channels.map(({ channelId }) => channelId),
        name: user.name,
        email: user.email,
        createdAt: createdAt.toISOString(),
        isYou: member.id === caller.memberId,
        heldItems: heldBy.get(member.id) ?? 0,
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
});
