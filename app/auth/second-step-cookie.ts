import { cookies } from 'next/headers';
import { SECOND_STEP_MS } from '#lib/users/second-factor/second-step.ts';
import { isSecure } from './is-secure.ts';

const cookieName = () => `${isSecure() ? '__Host-' : ''}parvis.second-step`;

const attributes = () => ({ httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure() }) as const;

/** Keeps between the password and the second factor whose password it was. */
export async function writeSecondStepCookie(step: string): Promise<void> {
  (await cookies()).set(cookieName(), step, { ...attributes(), maxAge: SECOND_STEP_MS / 1000 });
}

export async function readSecondStepCookie(): Promise<string | null> {
  return (await cookies()).get(cookieName())?.value || null;
}

export async function clearSecondStepCookie(): Promise<void> {
  (await cookies()).set(cookieName(), '', { ...attributes(), maxAge: 0 });
}
