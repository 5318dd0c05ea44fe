'use server';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { z } from 'zod';
import { completeSignIn } from '#app/auth/complete-sign-in.ts';
import { safePath } from '#app/auth/safe-path.ts';
import { readSecondStepCookie } from '#app/auth/second-step-cookie.ts';
import { visitorOf } from '#app/auth/visitor.ts';
import { addPasskey, beginPasskey } from '#lib/users/passkeys/add-passkey.ts';
import { beginPasskeySignIn, finishWithPasskey } from '#lib/users/passkeys/sign-in-with-passkey.ts';
import { removePasskey, removeTotp, replaceRecoveryCodes } from '#lib/users/second-factor/remove-factors.ts';
import { finishWithCode } from '#lib/users/second-factor/second-step.ts';
import { beginTotp, confirmTotp } from '#lib/users/second-factor/set-up-totp.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { type FormState, formStateOf, readField } from './form-state.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { parseInput } from './parse-input.ts';
import { personAction } from './person-action.ts';

const password = z.string().max(1_000);
/** What the library reads of an authenticator's answer; it checks the rest itself. */
const credential = z.looseObject({ id: z.string(), response: z.looseObject({ clientDataJSON: z.string() }) });
const registration = z.custom<RegistrationResponseJSON>((given) => credential.safeParse(given).success);
const authentication = z.custom<AuthenticationResponseJSON>((given) => credential.safeParse(given).success);

export const beginTotpAction = personAction({ input: z.object({ password }), run: beginTotp });

export const confirmTotpAction = personAction({
  input: z.object({ code: z.string().max(40) }),
  run: async function confirmTotpNow(signedIn, input) {
    const done = await confirmTotp(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'totp_added' });
    return done;
  },
});

export const removeTotpAction = personAction({
  input: z.object({ password }),
  run: async function removeTotpNow(signedIn, input) {
    await removeTotp(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'totp_removed' });
  },
});

export const beginPasskeyAction = personAction({ input: z.object({ password }), run: beginPasskey });

export const addPasskeyAction = personAction({
  input: z.object({ name: z.string(), response: registration }),
  run: async function addPasskeyNow(signedIn, input) {
    const done = await addPasskey(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'passkey_added', subject: input.name });
    return done;
  },
});

export const removePasskeyAction = personAction({
  input: z.object({ passkeyId: z.uuid(), password }),
  run: async function removePasskeyNow(signedIn, input) {
    await removePasskey(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'passkey_removed' });
  },
});

export const replaceRecoveryCodesAction = personAction({
  input: z.object({ password }),
  run: async function replaceRecoveryCodesNow(signedIn, input) {
    const done = await replaceRecoveryCodes(signedIn, input);
    await recordForUser(signedIn.userId, { act: 'recovery_codes_replaced' });
    return done;
  },
});

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. */
export async function finishWithCodeAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf('finishWithCode', async () => {
    const visitor = visitorOf(await headers());
    const done = await finishWithCode({ step: await readSecondStepCookie(), code: readField(form, 'code') }, visitor);
    await completeSignIn(done, { method: done.secondFactor, headers: await headers() });
  });
  if (outcome.ok) redirect(safePath(form.get('next')));
  return formStateOf(outcome, form);
}

/** @param given.isSecondStep after the password; otherwise the passkey signs in alone */
export async function beginPasskeySignInAction(given: {
  isSecondStep: boolean;
}): Promise<Outcome<PublicKeyCredentialRequestOptionsJSON>> {
  return await outcomeOf('beginPasskeySignIn', async () => {
    const { isSecondStep } = await parseInput(z.object({ isSecondStep: z.boolean() }), given);
    return await beginPasskeySignIn({ step: await stepOf(isSecondStep) }, visitorOf(await headers()));
  });
}

export async function finishWithPasskeyAction(given: {
  isSecondStep: boolean;
  response: AuthenticationResponseJSON;
}): Promise<Outcome<void>> {
  return await outcomeOf('finishWithPasskey', async () => {
    const input = z.object({ isSecondStep: z.boolean(), response: authentication });
    const { isSecondStep, response } = await parseInput(input, given);
    const done = await finishWithPasskey({ step: await stepOf(isSecondStep), response }, visitorOf(await headers()));
    await completeSignIn(done, { method: done.secondFactor, headers: await headers() });
  });
}

/** Empty text for a second step whose time is over: it must not become a sign-in by passkey alone. */
async function stepOf(isSecondStep: boolean): Promise<string | null> {
  return isSecondStep ? ((await readSecondStepCookie()) ?? '') : null;
}
