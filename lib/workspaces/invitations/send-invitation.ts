import { defineAct } from '#lib/act.ts';
import type { Caller, Role } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { knownLanguage, type Language } from '#lib/interface-languages.ts';
import { log } from '#lib/log.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import type { ChannelChoice } from '../members/channel-choice.ts';
import { INVITATION_DAYS, inviteMember } from './invite-member.ts';

/** How the invitation is delivered: by e-mail, or by the inviting member, who passes the link on. */
export type SentInvitation = { email: string } & ({ by: 'mail' } | { by: 'hand'; path: string; didMailFail: boolean });

/**
 * Invites a person and sends the e-mail, in the user's own language if she has an account, otherwise in the given one.
 * @throws Refusal as `inviteMember`
 */
export const sendInvitation = defineAct(
  'members.manage',
  async (
    caller,
    {
      email,
      role,
      channelIds = null,
      language,
    }: { email: string; role: Role; channelIds?: ChannelChoice; language: Language },
  ): Promise<SentInvitation> => {
    const invitation = await inviteMember(caller, { email, role, channelIds });
    const path = `/invitation/${invitation.token}`;
    if (!canSendMail()) return { email: invitation.email, by: 'hand', path, didMailFail: false };
    try {
      const { host, theirs } = await readPeople(caller, invitation.email);
      const letter = letters[theirs ?? language].invitation({
        host,
        workspace: invitation.workspaceName,
        link: publicLink(path),
        days: INVITATION_DAYS,
      });
      await sendMail({ to: invitation.email, letter });
      return { email: invitation.email, by: 'mail' };
    } catch (error) {
      log.warn({ err: error, workspaceId: caller.workspaceId }, 'an invitation was not sent');
      return { email: invitation.email, by: 'hand', path, didMailFail: true };
    }
  },
);

async function readPeople(caller: Caller, email: string): Promise<{ host: string; theirs: Language | null }> {
  return await asMember(caller, async (tx) => {
    const host = await tx.user.findUniqueOrThrow({ where: { id: caller.userId }, select: { name: true } });
    const guest = await tx.user.findUnique({ where: { email }, select: { language: true } });
    return { host: host.name, theirs: knownLanguage(guest?.language) };
  });
}
