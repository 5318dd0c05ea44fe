import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { revokeOtherSessions } from '#lib/users/sessions/revoke-session.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Signs a member out everywhere, at once: live streams close too. An admin who does it to herself stays signed in here.
 * @throws Refusal `not_allowed`, `not_found`
 */
export const endMemberSessions = defineAct(
  'members.manage',
  async (caller, { memberId, sessionId = null }: { memberId: string; sessionId?: string | null }) => {
    const id = uuid(memberId);
    const member = await asMember(
      caller,
      async (tx) => {
        const found = await tx.member.findFirst({
          where: { id, removedAt: null },
          select: { userId: true, user: { select: { name: true } } },
        });
        if (!found) throw new Refusal('not_found');
        await recordAudit(tx, caller, { act: 'sessions_ended', subject: found.user.name, details: { memberId: id } });
        return found;
      },
      { keepsArchived: true },
    );
    const keepSessionId = member.userId === caller.userId ? sessionId : null;
    return await revokeOtherSessions({ userId: member.userId }, { keepSessionId });
  },
);
