import { addressGroup } from '#lib/http/client-address.ts';
import { Refusal } from '#lib/refusal.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { refuseWhenBusy } from './passwords/hashing-queue.ts';
import { findKnownDevice } from './known-device.ts';
import { markPassword, type OpenedSession, openSession } from './sessions/open-session.ts';
import { revokeSession } from './sessions/revoke-session.ts';
import { verifyPassword } from './passwords/password.ts';
import { readKindsOfFactors } from './second-factor/read-factors.ts';
import { SecondStepNeeded } from './second-factor/second-step.ts';
import { readRulesOfUser } from './single-sign-on/sign-in-rules.ts';
import { type Attempt, forgiveAttempts, takeAttempt } from './throttle.ts';
import { emailAddress, type Visitor } from './types.ts';

export type SignInResult = OpenedSession & { userId: string; email: string; name: string };

/**
 * Signs a user in by password. An unknown address takes as long as a wrong password. A known browser of the user has its
 * own limit of attempts; all others share the limit for strangers.
 * @throws Refusal `wrong_credentials`; `throttled` with `retryAt`; `busy`; `single_sign_on_required`, only after the right
 *   password; SecondStepNeeded for a user with a second factor, after the right password too
 */
export async function signIn(
  { email, password }: { email: string; password: string },
  visitor: Visitor,
  now = new Date(),
): Promise<SignInResult> {
  const address = emailAddress.safeParse(email);
  const given = address.success ? address.data : email.trim().toLowerCase();
  const user = address.success
    ? await userTables().user.findUnique({
        where: { email: address.data },
        select: { id: true, email: true, name: true, passwordHash: true },
      })
    : null;
  const deviceId = user && findKnownDevice(visitor.deviceTokens ?? [], user.id, now);
  const rank = deviceId === null ? 'stranger' : 'known';
  refuseWhenBusy(rank);
  const counts = deviceId === null ? countsOfStranger(given, visitor) : countsOfDevice(deviceId);
  for (const attempts of counts.taken) await takeAttempt(attempts, now);
  const isRight = await verifyPassword(password, user?.passwordHash ?? null, rank);
  if (!user || !isRight) throw new Refusal('wrong_credentials');
  await forgiveAttempts(counts);
  const rules = await readRulesOfUser(user.id);
  if (rules.some(({ isSingleSignOnRequired }) => isSingleSignOnRequired)) throw new Refusal('single_sign_on_required');
  const person = { userId: user.id, passwordMark: markPassword(user.passwordHash) };
  if (await hasFactor(user.id)) throw new SecondStepNeeded(person, now);
  const opened = await openSession(person, visitor, now);
  // Set up meanwhile: it has ended the sessions that were open, and not this one.
  if (await hasFactor(user.id)) {
    await revokeSession({ userId: user.id }, opened, now).catch(ignoreIfEnded);
    throw new SecondStepNeeded(person, now);
  }
  return { userId: user.id, email: user.email, name: user.name, ...opened };
}

async function hasFactor(userId: string): Promise<boolean> {
  const { hasTotp, hasPasskey } = await readKindsOfFactors(userId);
  return hasTotp || hasPasskey;
}

function ignoreIfEnded(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

type Counts = { taken: Attempt[][]; forgotten: Attempt[]; lessened: Attempt[] };

function countsOfDevice(deviceId: string): Counts {
  const device: Attempt = { kind: 'device', value: deviceId };
  return { taken: [[device]], forgotten: [device], lessened: [] };
}

/** Attempts refused by an address's own limit do not count towards the limit that all strangers share. */
function countsOfStranger(email: string, { ipAddress }: Visitor): Counts {
  const group = addressGroup(ipAddress);
  const address: Attempt = { kind: 'address', value: group };
  const pair: Attempt = { kind: 'address_email', value: `${group} ${email}` };
  const strangers: Attempt = { kind: 'strangers', value: email };
  return { taken: [[address, pair], [strangers]], forgotten: [pair], lessened: [address, strangers] };
}
