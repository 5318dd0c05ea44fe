import nodemailer, { type Transporter } from 'nodemailer';
import { env } from '#lib/env.ts';
import type { Letter } from './letters.ts';

let transport: Transporter | undefined;

/** A mail server is configured; without one, links are shown to whoever may hand them on. */
export function canSendMail(): boolean {
  return Boolean(env().SMTP_URL);
}

/**
 * Sends one letter as plain text: it reads the same everywhere and hides no address behind another.
 * @throws Error when there is no mail server or it does not take the letter
 */
export async function sendMail({ to, letter }: { to: string; letter: Letter }): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) throw new Error('no mail server is configured: set SMTP_URL');
  transport ??= nodemailer.createTransport(SMTP_URL, { connectionTimeout: 15_000, socketTimeout: 30_000 });
  await transport.sendMail({ from: MAIL_FROM, to, subject: letter.subject, text: letter.text });
}

/**
 * An address of ours for somebody outside. In a letter never made of what a request claims, since it carries a secret.
 * @param otherwise the origin that holds where no public address is set
 */
export function publicLink(path: string, otherwise?: string): string {
  const { PUBLIC_URL, PORT } = env();
  return new URL(path, PUBLIC_URL ?? otherwise ?? `http://localhost:${PORT}`).href;
}
