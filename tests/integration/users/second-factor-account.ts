import { Secret, TOTP } from 'otpauth';
import type { Caller, Role } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { beginTotp, confirmTotp } from '#lib/users/second-factor/set-up-totp.ts';
import { checkSession } from '#lib/users/sessions/check-session.ts';
import { signIn } from '#lib/users/sign-in.ts';
import { addMember } from '#lib/workspaces/members/add-member.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { aPerson, aVisitor, PASSWORD } from '#tests/support/users.ts';

/** A signed-in member whose authenticator app is set up; `now` is when its first code was typed. */
export async function setUpAccount({ workspaceId, role = 'manager' }: { workspaceId?: string; role?: Role } = {}) {
  const place = workspaceId ?? (await aWorkspace()).workspaceId;
  const person = await aPerson();
  const { memberId } = await inWorkspace(place, (tx) => addMember(tx, { workspaceId: place, userId: person.id, role }));
  const caller: Caller = { workspaceId: place, memberId, userId: person.id, role };
  const { sessionId } = await signIn({ email: person.email, password: PASSWORD }, aVisitor());
  const signedIn = await checkSession(sessionId);
  if (!signedIn) throw new Error('the session is not open');
  const { secret } = await beginTotp(signedIn, { password: PASSWORD });
  const now = new Date();
  const code = new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
    timestamp: now.getTime(),
  });
  const { recoveryCodes } = await confirmTotp(signedIn, { code, now });
  return { person, caller, sessionId, signedIn, secret, now, recoveryCodes: recoveryCodes ?? [] };
}
