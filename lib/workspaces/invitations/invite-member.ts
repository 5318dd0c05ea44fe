import { takeAttempt } from '#lib/users/throttle.ts';
import { emailAddress } from '#lib/users/types.ts';
import { defineAct } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { type ChannelChoice, checkChannels } from '../members/channel-choice.ts';
import { recordAudit } from '../record-audit.ts';
import { createWorkspaceToken } from '../tokens.ts';

/** How long an invitation is valid, in days. */
export const INVITATION_DAYS = 7;

export type NewInvitation = { id: string; email: string; workspaceName: string; token: string; expiresAt: string };

/**
 * Creates an invitation and revokes earlier ones to the same address. The token is returned here and never again.
 * @param input.channelIds the channels that the person will see; all when absent
 * @throws Refusal `not_allowed`, `invalid`; `not_found` for a channel; `already_exists` for a member; `quota_reached` when too many are open;
 *   `too_many_emails` with `retryAt`: there are daily limits per member, per workspace and per recipient
 */
export const inviteMember = defineAct(
  'members.manage',
  async (
    caller,
    {
      email,
      role,
      channelIds = null,
      now = new Date(),
    }: { email: string; role: Role; channelIds?: ChannelChoice; now?: Date },
  ): Promise<NewInvitation> => {
    const address = emailAddress.safeParse(email);
    if (!address.success) throw new Refusal('invalid', { field: 'email' });
    await takeAttempt(
      [
        { kind: 'invited', value: address.data },
        { kind: 'inviter', value: caller.userId },
        { kind: 'inviting_workspace', value: caller.workspaceId },
      ],
      now,
    );
    const { token, hash } = createWorkspaceToken(caller.workspaceId);
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 24 * 3_600_000);
    return await asMember(caller, async (tx) => {
      const { workspaceId, memberId } = caller;
      const member = await tx.member.findFirst({
        where: { workspaceId, removedAt: null, user: { email: address.data } },
        select: { id: true },
      });
      if (member) throw new Refusal('already_exists', { field: 'email' });
      const chosen = await checkChannels(tx, { workspaceId, role, channelIds });
      await tx.invitation.updateMany({
        where: { workspaceId, email: address.data, acceptedAt: null, revokedAt: null },
        data: { revokedAt: now },
      });
      await takeStock(tx, workspaceId, [{ quota: 'open_invitations', subject: null }]);
      const { id } = await tx.invitation.create({
        data: {
          workspaceId,
          email: address.data,
          role,
          tokenHash: hash,
          invitedById: memberId,
          createdAt: now,
          expiresAt,
          seesAllChannels: chosen === null,
        },
        select: { id: true },
      });
      await tx.invitationChannel.createMany({
        data: (chosen ?? []).map((channelId) => ({ workspaceId, invitationId: id, channelId })),
      });
      const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
      await recordAudit(tx, caller, {
        act: 'member_invited',
        subject: address.data,
        details: { role, ...(chosen ? { channelIds: [...chosen] } : {}) },
      });
      return { id, email: address.data, workspaceName: workspace.name, token, expiresAt: expiresAt.toISOString() };
    });
  },
);
