import { z } from 'zod';
import { seal, unseal } from '#lib/crypto/seal.ts';
import { Refusal } from '#lib/refusal.ts';
import { type OpenedSession, openSession } from '../sessions/open-session.ts';
import { readRulesOfUser } from '../single-sign-on/sign-in-rules.ts';
import type { SecondFactor, Visitor } from '../types.ts';
import { checkCode } from './check-code.ts';

/** How long a user may take between the password and the second factor, in milliseconds. */
export const SECOND_STEP_MS = 10 * 60_000;

const PLACE = 'second step';
const step = z.object({ userId: z.uuid(), passwordMark: z.string(), expiresAt: z.number() });

/** Whose password was right, and which it was. */
type KnownPerson = { userId: string; passwordMark: string };

/** The password was right, and a second factor has to follow. `step` goes to the browser and opens nothing by itself. */
export class SecondStepNeeded extends Error {
  override readonly name = 'SecondStepNeeded';
  readonly step: string;

  constructor(person: KnownPerson, now: Date) {
    super('a second factor is needed');
    const { keyId, sealed } = seal({ ...person, expiresAt: now.getTime() + SECOND_STEP_MS }, PLACE);
    this.step = `${keyId}.${Buffer.from(sealed).toString('base64url')}`;
  }
}

/** Whose password was right; null for what is not ours, or took too long. */
export function readSecondStep(text: string | null, now = new Date()): KnownPerson | null {
  const [keyId, sealed, ...rest] = text?.split('.') ?? [];
  if (!keyId || !sealed || rest.length > 0) return null;
  try {
    const { expiresAt, ...person } = step.parse(unseal({ keyId, sealed: Buffer.from(sealed, 'base64url') }, PLACE));
    return expiresAt > now.getTime() ? person : null;
  } catch {
    return null; // damaged, or sealed with a secret that is gone
  }
}

export type FinishedSignIn = OpenedSession & { userId: string; secondFactor: SecondFactor };

/**
 * Completes a sign-in with a code.
 * @throws Refusal `token_expired` when the password has to be typed again; `wrong_code`, `throttled`,
 *   `single_sign_on_required`, `wrong_credentials` when the password was replaced meanwhile
 */
export async function finishWithCode(
  { step: given, code }: { step: string | null; code: string },
  visitor: Visitor,
  now = new Date(),
): Promise<FinishedSignIn> {
  const known = readSecondStep(given, now);
  if (!known) throw new Refusal('token_expired');
  const rules = await readRulesOfUser(known.userId);
  if (rules.some(({ isSingleSignOnRequired }) => isSingleSignOnRequired)) throw new Refusal('single_sign_on_required');
  const secondFactor = await checkCode(known.userId, code, now);
  return { userId: known.userId, secondFactor, ...(await openSession({ ...known, secondFactor }, visitor, now)) };
}
