import { log } from '#lib/log.ts';
import { mailOutcome } from '#lib/mail/mail-outcome.ts';
import { notificationLetter } from '#lib/mail/notification-letter.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { canSendMail, sendMail } from '#lib/mail/send-mail.ts';
import { deliverDue, type Parcel, placeOf } from './deliver-due.ts';
import type { Outcome } from './take-deliveries.ts';
import { oneClickLink, unsubscribePath, unsubscribeToken } from './unsubscribe-link.ts';

/** In milliseconds. */
const LASTS_MS = 60_000;

/** Emails what is due: one email a member. */
export async function sendMails(now = new Date()): Promise<void> {
  if (canSendMail()) await deliverDue({ way: 'mail', workspaces: 1, lanes: 1, lastsMs: LASTS_MS, send }, now);
}

async function send({ workspaceId, told, memberId, person, workspace }: Parcel): Promise<Outcome> {
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
