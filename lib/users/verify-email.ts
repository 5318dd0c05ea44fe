import type { Language } from '#lib/interface-languages.ts';
import { letters } from '#lib/mail/letters.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import { sendMail } from '#lib/mail/send-mail.ts';
import { inUserTables } from '#lib/db/user-tables.ts';
import { createEmailToken, takeEmailToken, TOKEN_MS } from './email-token.ts';
import { takeAttempt } from './throttle.ts';

/**
 * Sends the e-mail that verifies the user's address.
 * @throws Refusal `throttled`; Error when the mail server refuses it
 */
export async function sendVerification(
  user: { userId: string; email: string; name: string },
  { language }: { language: Language },
): Promise<void> {
  await takeAttempt([
    { kind: 'verification', value: user.email },
    { kind: 'verification_day', value: user.email },
  ]);
  const token = await createEmailToken({ userId: user.userId, purpose: 'verify_email' });
  const letter = letters[language].verifyEmail({
    name: user.name,
    link: publicLink(`/verify-email/${token}`),
    hours: TOKEN_MS.verify_email / 3_600_000,
  });
  await sendMail({ to: user.email, letter });
}

/** @throws Refusal `token_expired` */
export async function verifyEmail({ token }: { token: string }, now = new Date()): Promise<void> {
  await inUserTables(async (tx) => {
    const { userId } = await takeEmailToken(tx, { token, purpose: 'verify_email' }, now);
    await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: now }, select: { id: true } });
  });
}
