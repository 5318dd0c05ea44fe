import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { knownLanguage, type Language } from '#lib/interface-languages.ts';
import { log } from '#lib/log.ts';
import { mailOutcome } from '#lib/mail/mail-outcome.ts';
import { notificationLetter } from '#lib/mail/notification-letter.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import { giveUpLost, type Outcome, recordOutcome, takeDue, type Told, workspacesWithDue } from './take-deliveries.ts';
import { oneClickLink, unsubscribePath, unsubscribeToken } from './unsubscribe-link.ts';

type Email = { told: Told[]; memberId: string; person: Person; workspace: { name: string; slug: string } };
type Person = { email: string; name: string; language: Language };

/**
 * Emails what is due: one email a member, whatever it tells of. The rows are taken before the mail server is called and their
 * outcome is recorded after it. What was taken and never recorded is not sent again.
 */
export async function sendMails(now = new Date()): Promise<void> {
  if (!canSendMail()) return;
  for (const workspaceId of await workspacesWithDue(now)) {
    await inWorkspace(workspaceId, (tx) => giveUpLost(tx, workspaceId, now));
    for (;;) {
      const email = await inWorkspace(workspaceId, (tx) => takeEmail(tx, workspaceId, now));
      if (email === null) break;
      if (email === 'nothing') continue;
      const outcome = await send(workspaceId, email);
      await recordOutcome(workspaceId, email.told, outcome, now);
    }
  }
}

async function takeEmail(tx: Tx, workspaceId: string, now: Date): Promise<Email | 'nothing' | null> {
  const taken = await takeDue(tx, { workspaceId, now });
  if (!taken) return null;
  const { told, memberId } = taken;
  if (told.length === 0) return 'nothing';
  const member = await tx.member.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: memberId } },
    select: {
      user: { select: { email: true, name: true, language: true } },
      workspace: { select: { name: true, slug: true } },
    },
  });
  const { email, name, language } = member.user;
  return {
    told,
    memberId,
    person: { email, name, language: knownLanguage(language) ?? 'en' },
    workspace: member.workspace,
  };
}

async function send(workspaceId: string, { told, memberId, person, workspace }: Email): Promise<Outcome> {
  const token = unsubscribeToken({ workspaceId, memberId });
  const letter = notificationLetter(person.language, {
    name: person.name,
    workspace: workspace.name,
    lines: told.map((one) => ({ kind: one.kind, actor: one.actor, link: publicLink(placeOf(one, workspace.slug)) })),
    settingsLink: publicLink(`/w/${workspace.slug}/settings/notifications`),
    stopLink: publicLink(unsubscribePath(token)),
  });
  try {
    await sendMail({ to: person.email, letter, oneClickStop: oneClickLink(token) });
    return { kind: 'sent' };
  } catch (error) {
    log.warn({ workspaceId, err: error }, 'an email with notifications was not sent');
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: mailOutcome(error) === 'again' ? 'refused' : 'failed', reason };
  }
}

/** Where a notification leads. */
export function placeOf({ itemId, channelId }: Pick<Told, 'itemId' | 'channelId'>, slug: string): string {
  if (itemId) return `/w/${slug}/all/${itemId}`;
  return channelId ? `/w/${slug}/channels/${channelId}` : `/w/${slug}/mine`;
}
