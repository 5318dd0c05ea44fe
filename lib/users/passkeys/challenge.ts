import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';

/** How long a browser may take to answer, in milliseconds. */
const CHALLENGE_MS = 5 * 60_000;

export type ChallengePurpose = 'add' | 'sign_in' | 'second_step';
type Asked = { userId: string | null; purpose: ChallengePurpose };

export async function storeChallenge(challenge: string, { userId, purpose }: Asked, now = new Date()): Promise<void> {
  await userTables().passkeyChallenge.create({
    data: { challenge, userId, purpose, expiresAt: new Date(now.getTime() + CHALLENGE_MS) },
    select: { challenge: true },
  });
}

/**
 * Finds the question that an authenticator's answer repeats, and removes it: an answer is taken once.
 * @throws Refusal `passkey_failed`
 */
export async function takeChallenge(
  clientDataJSON: string,
  { userId, purpose }: Asked,
  now = new Date(),
): Promise<string> {
  const challenge = challengeIn(clientDataJSON);
  const { count } = await userTables().passkeyChallenge.deleteMany({
    where: { challenge, userId, purpose, expiresAt: { gt: now } },
  });
  if (count === 0) throw new Refusal('passkey_failed');
  return challenge;
}

/** Source: WebAuthn 3, 5.8.1. The library checks the signature over it afterwards. */
function challengeIn(clientDataJSON: string): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'));
    if (typeof data === 'object' && data !== null && 'challenge' in data && typeof data.challenge === 'string') {
      return data.challenge;
    }
  } catch {
    // Not JSON: no answer to any question of ours.
  }
  throw new Refusal('passkey_failed');
}
