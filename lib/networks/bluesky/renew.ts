import { NetworkError } from '../errors.ts';
import { refreshSession, signIn } from './auth.ts';
import type { BlueskyCredentials } from './credentials.ts';
import type { Server } from './xrpc.ts';

/** One sign-in in five minutes keeps under both limits of the network, 30 in 5 minutes and 300 a day. */
const SIGN_IN_PAUSE_MS = 5 * 60_000;

type Reach = {
  signal: AbortSignal;
  now: () => Date;
  save: (credentials: BlueskyCredentials) => Promise<void>;
};

/** The renewals of this process, by account: whoever comes second with the same dead token gets what the first one got. */
const renewals = new Map<string, Promise<BlueskyCredentials>>();

/**
 * New tokens in place of ones the network no longer takes: by refresh token, or when that is dead too, by signing in
 * once more. They are stored before they are returned.
 * @throws NetworkError `unauthorized` when neither works
 */
export async function renewCredentials(
  server: Server,
  dead: BlueskyCredentials,
  context: Reach,
): Promise<BlueskyCredentials> {
  const key = `${server.origin} ${dead.did}`;
  const running = renewals.get(key);
  const latest = await running?.catch(() => null);
  if (latest && latest.renewedAt > dead.renewedAt) return latest;
  // While this call waited, another may have begun; it renews the same tokens.
  const begun = renewals.get(key);
  if (begun && begun !== running) return begun;
  const renewal = renew(server, dead, context);
  renewals.set(key, renewal);
  return renewal;
}

async function renew(server: Server, dead: BlueskyCredentials, context: Reach): Promise<BlueskyCredentials> {
  const refreshed = await refreshSession(server, dead.refreshJwt, context).catch((cause: unknown) => {
    if (cause instanceof NetworkError && cause.kind === 'unauthorized') return null;
    throw cause;
  });
  const signedInAt = refreshed ? dead.signedInAt : context.now().getTime();
  const { accessJwt, refreshJwt } = refreshed ?? (await signInAgain(server, dead, context));
  const renewedAt = Math.max(context.now().getTime(), dead.renewedAt + 1);
  const renewed = { ...dead, accessJwt, refreshJwt, renewedAt, signedInAt };
  await context.save(renewed);
  return renewed;
}

async function signInAgain(server: Server, dead: BlueskyCredentials, context: Reach) {
  const allowedAt = new Date(dead.signedInAt + SIGN_IN_PAUSE_MS);
  if (context.now() < allowedAt) throw new NetworkError('rate_limited', 'rate_limited', { retryAt: allowedAt });
  // Noted before the attempt, so that one whose answer is lost counts too.
  await context.save({ ...dead, signedInAt: context.now().getTime() });
  return signIn(server, { identifier: dead.did, appPassword: dead.appPassword }, context);
}
