'use server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { fromHere } from '#app/auth/from-here.ts';
import { completeSignIn } from '#app/auth/complete-sign-in.ts';
import { writeSecondStepCookie } from '#app/auth/second-step-cookie.ts';
import { clearSessionCookie } from '#app/auth/session-cookie.ts';
import { rememberDevice } from '#app/auth/remember-device.ts';
import { safePath } from '#app/auth/safe-path.ts';
import { visitorOf } from '#app/auth/visitor.ts';
import { readLanguage } from '#app/i18n/read-language.ts';
import { readSession } from '#app/session.ts';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { requestPasswordReset } from '#lib/users/passwords/request-password-reset.ts';
import { resetPassword } from '#lib/users/passwords/reset-password.ts';
import { revokeSession } from '#lib/users/sessions/revoke-session.ts';
import { checkSetUpCode } from '#lib/users/check-set-up-code.ts';
import { SecondStepNeeded } from '#lib/users/second-factor/second-step.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { sendVerification, verifyEmail } from '#lib/users/verify-email.ts';
import { log } from '#lib/log.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordForUser } from '#lib/workspaces/audit/record-for-user.ts';
import { acceptInvitation, type AcceptedInvitation } from '#lib/workspaces/invitations/accept-invitation.ts';
import { canExplore, exploreDemo } from '#lib/workspaces/explore-demo.ts';
import { setUp } from '#lib/workspaces/set-up.ts';
import { setUpInput, timeZone } from '#lib/workspaces/types.ts';
import { type FormState, formStateOf, readField, readFields } from './form-state.ts';
import { outcomeOf } from './outcome.ts';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf('signIn', async () => {
    const credentials = { email: readField(form, 'email'), password: readField(form, 'password') };
    const given = await headers();
    try {
      await completeSignIn(await signIn(credentials, visitorOf(given)), { method: 'password', headers: given });
      return { isComplete: true };
    } catch (error) {
      if (!(error instanceof SecondStepNeeded)) throw error;
      await writeSecondStepCookie(error.step);
      return { isComplete: false };
    }
  });
  if (outcome.ok) {
    const next = safePath(form.get('next'));
    redirect(outcome.value.isComplete ? next : `/sign-in/second-step?next=${encodeURIComponent(next)}`);
  }
  return formStateOf(outcome, form);
}

export async function signOutAction(form: FormData): Promise<void> {
  const signedIn = await readSession();
  if (signedIn) {
    await revokeSession(signedIn, signedIn);
    await fromHere(() => recordForUser(signedIn.userId, { act: 'signed_out' }));
  }
  await clearSessionCookie();
  const next = safePath(form instanceof FormData ? form.get('next') : null);
  redirect(next === '/' ? '/sign-in' : next);
}

/** The first run: everything is made, she is signed in, and goes to what she chose. */
export async function setUpAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf(
    'setUp',
    async () =>
      await fromHere(async () => {
        const visitor = visitorOf(await headers());
        const code = readField(form, 'code');
        // Whoever has no code learns nothing of what is wrong with the rest.
        await checkSetUpCode({ code }, visitor);
        const input = setUpInput.safeParse(readFields(form));
        if (!input.success) throw new Refusal('invalid', { field: input.error.issues[0]?.path.join('.') ?? '' });
        const zone = timeZone.safeParse(readField(form, 'timeZone'));
        const made = await setUp({ ...input.data, code, ...(zone.success ? { timeZone: zone.data } : {}) }, visitor);
        await signInNow(made.userId);
        if (canSendMail()) await askToVerify({ ...input.data, userId: made.userId });
        const explores = readField(form, 'then') === 'explore' && canExplore();
        return explores ? await exploreDemo(made) : made;
      }),
  );
  if (!outcome.ok) return formStateOf(outcome, form);
  redirect(`/w/${outcome.value.slug}${readField(form, 'then') === 'connect' ? '/channels/connect' : ''}`);
}

/** A new person joins: the form carries the invitation's token, her name and her password. */
export async function joinAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf(
    'acceptInvitation',
    async () =>
      await fromHere(async () => {
        const guest = {
          kind: 'new' as const,
          name: readField(form, 'name'),
          password: readField(form, 'password'),
          language: null,
          // The link came by mail only where there is a mail server.
          isEmailVerified: canSendMail(),
        };
        const accepted = await acceptInvitation({ token: readField(form, 'token'), guest });
        await signInNow(accepted.userId);
        return accepted;
      }),
  );
  if (!outcome.ok) return formStateOf(outcome, form);
  redirect(`/w/${outcome.value.slug}`);
}

/** Somebody who is signed in takes one more place. */
export async function joinSignedInAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf(
    'acceptInvitation',
    async () =>
      await fromHere(async (): Promise<AcceptedInvitation> => {
        const signedIn = await readSession();
        if (!signedIn) throw new Refusal('not_signed_in');
        return await acceptInvitation({ token: readField(form, 'token'), guest: { kind: 'known', ...signedIn } });
      }),
  );
  if (!outcome.ok) return formStateOf(outcome, form);
  redirect(`/w/${outcome.value.slug}`);
}

export async function requestPasswordResetAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf('requestPasswordReset', async () => {
    if (!canSendMail()) throw new Refusal('not_offered');
    const request = { email: readField(form, 'email'), language: await readLanguage() };
    await requestPasswordReset(request, visitorOf(await headers()));
  });
  return formStateOf(outcome, form);
}

export async function resetPasswordAction(_: FormState, form: FormData): Promise<FormState> {
  const outcome = await outcomeOf('resetPassword', async () => {
    const reset = await resetPassword({ token: readField(form, 'token'), password: readField(form, 'password') });
    await fromHere(() => recordForUser(reset.userId, { act: 'password_changed' }));
    await clearSessionCookie();
    // The link came to her own mailbox: nobody who guesses elsewhere shall keep her from signing in with it.
    await rememberDevice(reset.userId);
  });
  if (outcome.ok) redirect('/sign-in?notice=password-changed');
  return formStateOf(outcome, form);
}

export async function verifyEmailAction(_: FormState, form: FormData): Promise<FormState> {
  return formStateOf(await outcomeOf('verifyEmail', () => verifyEmail({ token: readField(form, 'token') })), form);
}

async function signInNow(userId: string): Promise<void> {
  const opened = await openSession({ userId }, visitorOf(await headers()));
  await completeSignIn({ ...opened, userId }, { method: 'password', headers: await headers() });
}

async function askToVerify(user: { userId: string; email: string; name: string }): Promise<void> {
  try {
    await sendVerification(user, { language: await readLanguage() });
  } catch (error) {
    // The account works without; the letter can be sent again from the settings.
    log.warn({ err: error }, 'the letter that confirms an address was not sent');
  }
}
