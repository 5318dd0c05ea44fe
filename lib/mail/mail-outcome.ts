import { z } from 'zod';

/** What nodemailer says of a failure: the server's answer, and the command at which it came. */
const mailError = z.object({
  responseCode: z.number().optional(),
  command: z.string().optional(),
  code: z.string().optional(),
});

/**
 * What a failed attempt to send an email means. A temporary answer of the server, or no connection at all, is worth another
 * attempt; a permanent one is not. If the connection broke after the text was handed over, nobody can tell whether the email was
 * taken, and it must not be sent twice.
 */
export function mailOutcome(error: unknown): 'again' | 'never' | 'unknown' {
  const { responseCode, command, code } = mailError.catch({}).parse(error);
  if (responseCode !== undefined) return responseCode < 500 ? 'again' : 'never';
  return command === 'CONN' || code === 'EDNS' || code === 'ECONNECTION' ? 'again' : 'unknown';
}
