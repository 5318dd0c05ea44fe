import { z } from 'zod';
import { seal, unseal } from '#lib/crypto/seal.ts';

/** How long a person may take at the provider, in milliseconds. */
export const ATTEMPT_MS = 10 * 60_000;

const PLACE = 'single sign-on attempt';

const attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Where she goes afterwards: a path of ours. */
  next: z.string(),
  /** The invitation that she is answering. */
  invitationToken: z.string().nullable(),
  expiresAt: z.number(),
});

/** What the browser that left for the provider has to bring back. */
export type Attempt = z.infer<typeof attempt>;

/** For a cookie: only we can read it, and only for a while. */
export function sealAttempt(given: Attempt): string {
  const { keyId, sealed } = seal(given, PLACE);
  return `${keyId}.${Buffer.from(sealed).toString('base64url')}`;
}

/** Null for what is no attempt of ours, or took too long. */
export function openAttempt(text: string | null, now = new Date()): Attempt | null {
  const [keyId, sealed, ...rest] = text?.split('.') ?? [];
  if (!keyId || !sealed || rest.length > 0) return null;
  try {
    const opened = attempt.parse(unseal({ keyId, sealed: Buffer.from(sealed, 'base64url') }, PLACE));
    return opened.expiresAt > now.getTime() ? opened : null;
  } catch {
    return null; // damaged, or sealed with a secret that is gone
  }
}
