import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';

/** @throws Refusal `not_allowed`; `not_found`, also when it is already answered or revoked */
export const revokeInvitation = defineAct(
  'members.manage',
  async (caller, { invitationId, now = new Date() }: { invitationId: string; now?: Date }): Promise<void> => {
    await asMember(caller, async (tx) => {
      const [invitation] = await tx.invitation.updateManyAndReturn({
        where: { workspaceId: caller.workspaceId, id: invitationId, acceptedAt: null, revokedAt: null },
        data: { revokedAt: now },
        select: { email: true },
      });
      if (!invitation) throw new Refusal('not_found');
      await recordAudit(tx, caller, { act: 'invitation_revoked', subject: invitation.email });
    });
  },
);
