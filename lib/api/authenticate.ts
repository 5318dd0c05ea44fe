import { checkSession } from '#lib/users/sessions/check-session.ts';
import type { Caller } from '#lib/caller.ts';
import { isFitText } from '#lib/check-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { authenticateApiKey } from '#lib/workspaces/api-keys/authenticate-api-key.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { requireSameOrigin } from './same-origin.ts';

/** Reads the session's id from the cookie; the web supplies it. Whether the session is valid is checked here. */
export type ReadSessionId = () => Promise<string | null>;

/** `readAgain` reads the caller's current rights; null once the session, the key or the membership has ended. */
export type Admitted = { caller: Caller; readAgain: () => Promise<Caller | null> };

/**
 * Authenticates a request to a workspace by bearer key or by session cookie.
 * @throws Refusal `not_signed_in`; `not_found` for a non-member, just as for an unknown workspace. RequestRefusal
 *   `cross_origin`
 */
export async function authenticate(
  request: Request,
  workspace: string,
  readSessionId: ReadSessionId,
): Promise<Admitted> {
  if (!isFitText(workspace)) throw new Refusal('not_found');
  const key = bearerKey(request);
  if (key !== null) {
    const caller = await authenticateApiKey(key, workspace);
    if (!caller) throw new Refusal((await authenticateApiKey(key, null)) ? 'not_found' : 'not_signed_in');
    return { caller, readAgain: async () => await authenticateApiKey(key, caller.workspaceId) };
  }
  const sessionId = await readSessionId();
  if (!sessionId) throw new Refusal('not_signed_in');
  requireSameOrigin(request);
  const caller = await callerForSession(sessionId, workspace);
  if (!caller) throw new Refusal((await checkSession(sessionId)) ? 'not_found' : 'not_signed_in');
  return { caller, readAgain: async () => await callerForSession(sessionId, caller.workspaceId) };
}

/** @throws Refusal `not_signed_in` */
export async function authenticatePerson(
  request: Request,
  readSessionId: ReadSessionId,
): Promise<{ userId: string; onlyWorkspaceId: string | null }> {
  const key = bearerKey(request);
  if (key !== null) {
    const caller = await authenticateApiKey(key, null);
    if (!caller) throw new Refusal('not_signed_in');
    // A key gives access to one workspace only, whatever other workspaces its owner has.
    return { userId: caller.userId, onlyWorkspaceId: caller.workspaceId };
  }
  const sessionId = await readSessionId();
  const person = sessionId === null ? null : await checkSession(sessionId);
  if (!person) throw new Refusal('not_signed_in');
  return { userId: person.userId, onlyWorkspaceId: null };
}

function bearerKey(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}
