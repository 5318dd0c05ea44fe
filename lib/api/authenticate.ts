import { checkSession } from '#lib/users/sessions/check-session.ts';
import type { Caller } from '#lib/caller.ts';
import { isFitText } from '#lib/check-text.ts';
import type { Origin } from '#lib/origin.ts';
import { Refusal } from '#lib/refusal.ts';
import { lacksSecondFactor } from '#lib/users/second-factor/lacks-second-factor.ts';
import { authenticateApiKey, findKeyCaller } from '#lib/workspaces/api-keys/authenticate-api-key.ts';
import { callerForSession } from '#lib/workspaces/members/caller-for-session.ts';
import { requireSameOrigin } from './same-origin.ts';

/** Reads the session's id from the cookie; the web supplies it. Whether the session is valid is checked here. */
export type ReadSessionId = () => Promise<string | null>;

/** `readAgain` reads the caller's current rights; null once the session, the key or the membership has ended. */
export type Admitted = {
  caller: Caller;
  origin: Pick<Origin, 'sessionId' | 'apiKeyId'>;
  readAgain: () => Promise<Caller | null>;
};

/**
 * Authenticates a request to a workspace by bearer key or by session cookie.
 * @throws Refusal `not_signed_in`; `not_found` for a non-member, just as for an unknown workspace;
 *   `second_factor_required`. RequestRefusal `cross_origin`
 */
export async function authenticate(
  request: Request,
  workspace: string,
  readSessionId: ReadSessionId,
): Promise<Admitted> {
  if (!isFitText(workspace)) throw new Refusal('not_found');
  const key = bearerKey(request);
  if (key !== null) {
    const found = await findKeyCaller(key, workspace);
    if (!found) throw new Refusal((await authenticateApiKey(key, null)) ? 'not_found' : 'not_signed_in');
    const { apiKeyId, caller } = found;
    const origin = { sessionId: null, apiKeyId };
    return { caller, origin, readAgain: async () => await authenticateApiKey(key, caller.workspaceId) };
  }
  const sessionId = await readSessionId();
  if (!sessionId) throw new Refusal('not_signed_in');
  requireSameOrigin(request);
  const caller = await callerForSession(sessionId, workspace);
  if (!caller) throw await whyNot(sessionId);
  const origin = { sessionId, apiKeyId: null };
  return { caller, origin, readAgain: async () => await callerForSession(sessionId, caller.workspaceId) };
}

async function whyNot(sessionId: string): Promise<Refusal> {
  if (!(await checkSession(sessionId))) return new Refusal('not_signed_in');
  return new Refusal((await lacksSecondFactor(sessionId)) ? 'second_factor_required' : 'not_found');
}

/** @throws Refusal `not_signed_in`, `second_factor_required` */
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
  if (await lacksSecondFactor(person.sessionId)) throw new Refusal('second_factor_required');
  return { userId: person.userId, onlyWorkspaceId: null };
}

/**
 * The signed-in person behind a session cookie, for what spans workspaces. A key is of one workspace and has none of it. Which
 * workspaces the session may enter is decided with each read.
 * @throws Refusal `not_signed_in`. RequestRefusal `cross_origin`
 */
export async function authenticateSession(
  request: Request,
  readSessionId: ReadSessionId,
): Promise<{ userId: string; sessionId: string }> {
  const sessionId = bearerKey(request) === null ? await readSessionId() : null;
  const person = sessionId === null ? null : await checkSession(sessionId);
  if (!person) throw new Refusal('not_signed_in');
  requireSameOrigin(request);
  return { userId: person.userId, sessionId: person.sessionId };
}

function bearerKey(request: Request): string | null {
  const header = request.headers.get('authorization');
  if (header === null) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
}
