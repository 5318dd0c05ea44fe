import nodemailer, { type Transporter } from 'nodemailer';
import { env } from '#lib/env.ts';
import type { Letter } from './letters.ts';

let transport: Transporter | undefined;

/** A mail server is configured; without one, links are shown to whoever may hand them on. */
export function canSendMail(): boolean {
  return Boolean(env().SMTP_URL);
}

/** @property oneClickStop where a mail program posts to end such emails (RFC 8058) */
type Outgoing = { to: string; letter: Letter; oneClickStop?: string };

/** No name of ours has a line break, and one that had would write headers of its own. */
const LINE_BREAKS = /[\r\n\u0085\u2028\u2029]+/g;

/**
 * Sends one email as plain text: it reads the same everywhere and hides no address behind another.
 * @throws Error when there is no mail server or it does not take the email
 */
export async function sendMail({ to, letter, oneClickStop }: Outgoing): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) throw new Error('no mail server is configured: set SMTP_URL');
  transport ??= nodemailer.createTransport({ url: SMTP_URL, connectionTimeout: 15_000, socketTimeout: 30_000 });
  await transport.sendMail({
    from: MAIL_FROM,
    to,
    subject: letter.subject.replace(LINE_BREAKS, ' '),
    text: letter.text,
    ...(oneClickStop
      ? {
          headers: {
            'List-Unsubscribe': `<${oneClickStop}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }
      : {}),
  });
}
