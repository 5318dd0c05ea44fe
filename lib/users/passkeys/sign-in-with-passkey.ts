import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { addressGroup } from '#lib/http/client-address.ts';
import { userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { type FinishedSignIn, readSecondStep } from '../second-factor/second-step.ts';
import { openSession } from '../sessions/open-session.ts';
import { readRulesOfUser } from '../single-sign-on/sign-in-rules.ts';
import { forgiveAttempts, takeAttempt } from '../throttle.ts';
import type { Visitor } from '../types.ts';
import { storeChallenge, takeChallenge } from './challenge.ts';
import { arePasskeysOffered, relyingParty } from './relying-party.ts';

/**
 * What the browser asks the authenticator for: any passkey of ours that verifies its user, or, after the password, one
 * of this user's.
 * @param step what the browser kept since the password; null before one was typed
 * @throws Refusal `not_offered`; `token_expired`; `throttled`
 */
export async function beginPasskeySignIn(
  { step }: { step: string | null },
  visitor: Visitor,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  if (!arePasskeysOffered()) throw new Refusal('not_offered');
  await takeAttempt([{ kind: 'passkey', value: addressGroup(visitor.ipAddress) }]);
  const known = step === null ? null : readSecondStep(step);
  if (step !== null && !known) throw new Refusal('token_expired');
  const passkeys = known
    ? await userTables().userPasskey.findMany({
        where: { userId: known.userId },
        select: { credentialId: true, transports: true },
      })
    : [];
  const options = await generateAuthenticationOptions({
    rpID: relyingParty().rpId,
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: known ? 'preferred' : 'required',
  });
  await storeChallenge(options.challenge, {
    userId: known?.userId ?? null,
    purpose: known ? 'second_step' : 'sign_in',
  });
  return options;
}

/**
 * Signs in with a passkey: alone, where the authenticator has verified its user, or after the password.
 * @throws Refusal `passkey_failed`, `token_expired`, `throttled`; `single_sign_on_required`; `wrong_credentials` when the
 *   password was replaced meanwhile
 */
export async function finishWithPasskey(
  { step, response }: { step: string | null; response: AuthenticationResponseJSON },
  visitor: Visitor,
  now = new Date(),
): Promise<FinishedSignIn> {
  const attempt = { kind: 'passkey', value: addressGroup(visitor.ipAddress) } as const;
  await takeAttempt([attempt], now);
  const known = step === null ? null : readSecondStep(step, now);
  if (step !== null && !known) throw new Refusal('token_expired');
  const expectedChallenge = await takeChallenge(
    response.response.clientDataJSON,
    { userId: known?.userId ?? null, purpose: known ? 'second_step' : 'sign_in' },
    now,
  );
  const userId = await verifyPasskey(response, { expectedChallenge, isAlone: known === null, now });
  if (known && known.userId !== userId) throw new Refusal('passkey_failed');
  const rules = await readRulesOfUser(userId);
  if (rules.some(({ isSingleSignOnRequired }) => isSingleSignOnRequired)) throw new Refusal('single_sign_on_required');
  await forgiveAttempts({ lessened: [attempt] });
  const secondFactor = 'passkey';
  return { userId, secondFactor, ...(await openSession({ ...known, userId, secondFactor }, visitor, now)) };
}

/** @returns whose passkey it is @throws Refusal `passkey_failed` */
async function verifyPasskey(
  response: AuthenticationResponseJSON,
  { expectedChallenge, isAlone, now }: { expectedChallenge: string; isAlone: boolean; now: Date },
): Promise<string> {
  const passkey = await userTables().userPasskey.findUnique({ where: { credentialId: response.id } });
  if (!passkey) throw new Refusal('passkey_failed');
  const { rpId, origin } = relyingParty();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: isAlone,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: Number(passkey.counter),
      transports: passkey.transports,
    },
  }).catch(() => null);
  if (!verified?.verified) throw new Refusal('passkey_failed');
  await userTables().userPasskey.updateMany({
    where: { id: passkey.id },
    data: { counter: BigInt(verified.authenticationInfo.newCounter), lastUsedAt: now },
  });
  return passkey.userId;
}
