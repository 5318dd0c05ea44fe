import { addressGroup } from '#lib/http/client-address.ts';
import { askProvider, type Identity } from '#lib/users/single-sign-on/ask-provider.ts';
import { openAttempt } from '#lib/users/single-sign-on/attempt.ts';
import { findPerson } from '#lib/users/single-sign-on/find-person.ts';
import { type OpenedSession, openSession } from '#lib/users/sessions/open-session.ts';
import { forgiveAttempts, takeAttempt } from '#lib/users/throttle.ts';
import type { Visitor } from '#lib/users/types.ts';
import { Refusal } from '#lib/refusal.ts';
import { acceptInvitation } from '../invitations/accept-invitation.ts';

/**
 * Signs in whoever comes back from the provider. People whom nobody knows here are not created, unless they answer an
 * invitation to the very address that the provider vouches for.
 * @param attempt what her browser kept; null when it has nothing
 * @param query of the address that the provider sent her to
 * @throws Refusal `single_sign_on_failed`, `provider_unavailable`, `email_not_verified`, `single_sign_on_not_allowed`,
 * `other_identity`, `throttled`; `token_expired`, `not_allowed` and `already_exists` for the invitation
 */
export async function finishSingleSignOn(
  { attempt: sealed, query }: { attempt: string | null; query: string },
  visitor: Visitor,
  now = new Date(),
): Promise<OpenedSession & { userId: string; next: string }> {
  const attempt = openAttempt(sealed, now);
  if (!attempt) throw new Refusal('single_sign_on_failed');
  const counted = { kind: 'single_sign_on', value: addressGroup(visitor.ipAddress) } as const;
  await takeAttempt([counted], now);
  const identity = await askProvider(attempt, query);
  const { userId, next } = attempt.invitationToken
    ? await join(identity, attempt.invitationToken, now)
    : { ...(await findMember(identity)), next: attempt.next };
  await forgiveAttempts({ lessened: [counted] });
  return { userId, next, ...(await openSession({ userId, isSingleSignOn: true }, visitor, now)) };
}

/** The answer to an address that nobody has is the one to a domain that is not allowed. */
async function findMember(identity: Identity): Promise<{ userId: string }> {
  const person = await findPerson(identity);
  if (!person) throw new Refusal('single_sign_on_not_allowed');
  return person;
}

async function join(identity: Identity, token: string, now: Date): Promise<{ userId: string; next: string }> {
  const { userId, slug } = await acceptInvitation({ token, guest: { kind: 'vouched', identity } }, now);
  return { userId, next: `/w/${slug}` };
}
