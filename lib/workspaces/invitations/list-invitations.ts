import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { InvitationView } from '../types.ts';

/** The unanswered invitations, newest first; also expired ones, so that they can be sent again. */
export const listInvitations = defineAct(
  'members.manage',
  async (caller, now: Date = new Date()): Promise<InvitationView[]> => {
    return await asMember(caller, async (tx) => {
      const rows = await tx.invitation.findMany({
        where: { workspaceId: caller.workspaceId, acceptedAt: null, revokedAt: null },
        orderBy: { id: 'desc' },
        select: {
          id: true,
          email: true,
          role: true,
          invitedById: true,
          createdAt: true,
          expiresAt: true,
          seesAllChannels: true,
          channels: { select: { channelId: true } },
        },
      });
      const hosts = await tx.member.findMany({
        where: { id: { in: rows.flatMap(({ invitedById }) => invitedById ?? []) } },
        select: { id: true, user: { select: { name: true } } },
      });
      const nameOf = new Map(hosts.map(({ id, user }) => [id, user.name]));
      return rows.map(({ invitedById, createdAt, expiresAt, seesAllChannels, channels, ...row }) => ({
        ...row,
        channelIds: seesAllChannels ? null : channels.map(({ channelId }) => channelId),
        invitedBy: invitedById === null ? null : (nameOf.get(invitedById) ?? null),
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        isExpired: expiresAt <= now,
      }));
    });
  },
);
