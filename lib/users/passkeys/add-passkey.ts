import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { inUserTables, userTables } from '#lib/db/user-tables.ts';
import { Refusal } from '#lib/refusal.ts';
import { lockFactors } from '../second-factor/lock-factors.ts';
import { recordFirstFactor } from '../second-factor/record-first-factor.ts';
import { requirePassword, type WithPassword } from '../second-factor/require-password.ts';
import { PASSKEYS_LIMIT, passkeyName, type SignedIn } from '../types.ts';
import { storeChallenge, takeChallenge } from './challenge.ts';
import { arePasskeysOffered, relyingParty, RP_NAME } from './relying-party.ts';

/**
 * What the browser asks the authenticator for.
 * @throws Refusal `wrong_credentials`, `throttled`; `not_offered` where our address is none that browsers make passkeys for;
 *   `too_many`
 */
export async function beginPasskey(
  { userId, email, name }: SignedIn,
  { password }: WithPassword,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  if (!arePasskeysOffered()) throw new Refusal('not_offered');
  await requirePassword({ userId }, password);
  const known = await userTables().userPasskey.findMany({
    where: { userId },
    select: { credentialId: true, transports: true },
  });
  if (known.length >= PASSKEYS_LIMIT) throw new Refusal('too_many', { limit: PASSKEYS_LIMIT });
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: relyingParty().rpId,
    userName: email,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(userId)),
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    // Stored on the authenticator, so that it signs in without a name being typed.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  });
  await storeChallenge(options.challenge, { userId, purpose: 'add' });
  return options;
}

/**
 * Stores the passkey that the browser made. Other sessions of the user that only a password opened end.
 * @returns recovery codes, for a user who had none; they are shown once
 * @throws Refusal `passkey_failed`, `already_exists`, `invalid`, `too_many`
 */
export async function addPasskey(
  signedIn: SignedIn,
  { name, response, now = new Date() }: { name: string; response: RegistrationResponseJSON; now?: Date },
): Promise<{ recoveryCodes: string[] | null }> {
  const parsedName = passkeyName.safeParse(name);
  if (!parsedName.success) throw new Refusal('invalid', { field: 'name' });
  const { userId } = signedIn;
  const expectedChallenge = await takeChallenge(response.response.clientDataJSON, { userId, purpose: 'add' }, now);
  const { rpId, origin } = relyingParty();
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
  }).catch(() => null);
  if (!verified?.verified) throw new Refusal('passkey_failed');
  const { credential, credentialDeviceType } = verified.registrationInfo;
  return await inUserTables(async (tx) => {
    await lockFactors(tx, userId);
    const known = await tx.userPasskey.count({ where: { userId } });
    if (known >= PASSKEYS_LIMIT) throw new Refusal('too_many', { limit: PASSKEYS_LIMIT });
    const { count } = await tx.userPasskey.createMany({
      data: {
        userId,
        credentialId: credential.id,
        publicKey: new Uint8Array(credential.publicKey),
        counter: BigInt(credential.counter),
        transports: credential.transports ?? [],
        name: parsedName.data,
        isSynced: credentialDeviceType === 'multiDevice',
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new Refusal('already_exists');
    return { recoveryCodes: await recordFirstFactor(tx, signedIn, 'passkey', now) };
  });
}
