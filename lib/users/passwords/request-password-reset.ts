import { addressGroup } from '#lib/http/client-address.ts';
import { knownLanguage, type Language } from '#lib/interface-languages.ts';
import { log } from '#lib/log.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { sendMail } from '#lib/mail/send-mail.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { createEmailToken, TOKEN_MS } from '../email-token.ts';
import { takeAttempt } from '../throttle.ts';
import { emailAddress, type Visitor } from '../types.ts';

/**
 * Emails a link to set a new password if the user exists. The answer and its timing do not reveal whether she does.
 * @throws Refusal `throttled` with `retryAt`
 */
export async function requestPasswordReset(
  { email, language }: { email: string; language: Language },
  visitor: Visitor,
): Promise<void> {
  const address = emailAddress.safeParse(email);
  const recipient = address.success ? address.data : email;
  // Check the sender's limit first, so that one address cannot exhaust a recipient's limit.
  await takeAttempt([{ kind: 'reset_address', value: addressGroup(visitor.ipAddress) }]);
  await takeAttempt([
    { kind: 'reset', value: recipient },
    { kind: 'reset_day', value: recipient },
  ]);
  if (address.success) void sendLink(address.data, language);
}

async function sendLink(email: string, fallback: Language): Promise<void> {
  try {
    const user = await userTables().user.findUnique({
      where: { email },
      select: { id: true, name: true, language: true },
    });
    if (!user) return;
    const token = await createEmailToken({ userId: user.id, purpose: 'reset_password' });
    const letter = letters[knownLanguage(user.language) ?? fallback].resetPassword({
      name: user.name,
      link: publicLink(`/reset-password/${token}`),
      minutes: TOKEN_MS.reset_password / 60_000,
    });
    await sendMail({ to: email, letter });
  } catch (error) {
    log.error({ err: error }, 'the letter with a new password link was not sent');
  }
}
