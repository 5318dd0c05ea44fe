import { NetworkError } from '../errors.ts';
import { refreshSession, signIn } from './auth.ts';
import type { BlueskyCredentials } from './credentials.ts';
import type { Server } from './xrpc.ts';

/** One sign-in in five minutes stays below both limits of the network, 30 in 5 minutes and 300 a day. */
const SIGN_IN_PAUSE_MS = 5 * 60_000;

type Reach = {
  signal: AbortSignal;
  now: () => Date;
  save: (credentials: BlueskyCredentials) => Promise<void>;
};

/**
 * The renewals of this process, by account: a second caller with the same expired token gets the first one's result.
 */
const renewals = new Map<string, Promise<BlueskyCredentials>>();

/**
 * Gets new tokens for expired ones: with the refresh token, or when that has expired too, by signing in once more.
 * They are stored before they are returned.
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
  // While this call waited, another one may have started to renew the same tokens.
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
  // Recorded before the attempt, so that an attempt without an answer counts too.
  await context.save({ ...dead, signedInAt: context.now().getTime() });
  return signIn(server, { identifier: dead.did, appPassword: dead.appPassword }, context);
}
