import type { z } from 'zod';
import { env } from '#lib/env.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { checkAddress } from '#lib/http/guarded-fetch.ts';
import type { ChannelAccount } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { profileUrl } from './addresses.ts';
import type { BlueskyCredentials, BlueskyOptions } from './credentials.ts';
import { errorOfFailure } from './errors.ts';
import { findServer, serverInDocument } from './identity.ts';
import { profile, sessionAnswer } from './wire.ts';
import { callXrpc, type Server } from './xrpc.ts';

/** Signs in accounts whose own server cannot be found. */
const ENTRYWAY = 'https://bsky.social';
const DEFAULT_TIMEOUT_MS = 30_000;

export function serverAt(origin: string, options: BlueskyOptions): Server {
  return {
    origin: operatorsServer(options) ?? origin,
    allowPrivate: options.allowPrivate,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
}

/**
 * Signs in with an app password, at the server that the member typed, or else at the one in the account's identity.
 * @throws NetworkError `unauthorized`, or `refused` for a second factor, a suspended account, a forbidden address
 */
export async function connect(
  input: Record<string, string>,
  signal: AbortSignal,
  options: BlueskyOptions,
): Promise<{ account: ChannelAccount; credentials: BlueskyCredentials }> {
  // An API client may use the names on the network's own settings page: "handle", "app password".
  const identifier = (input.identifier ?? input.handle ?? '').trim().replace(/^@/, '').toLowerCase();
  const appPassword = (input.password ?? input.appPassword ?? '').trim();
  if (!identifier || !appPassword) throw new NetworkError('unauthorized', 'bad_credentials');
  const typed = (input.service ?? '').trim();
  const known = operatorsServer(options) ?? (typed ? originOf(typed, options) : null);
  const found = known ?? (await findServer(identifier, { allowPrivate: options.allowPrivate, signal }));
  const server = serverAt(found ?? ENTRYWAY, options);

  const now = () => new Date();
  const session = await signIn(server, { identifier, appPassword }, { signal, now });
  // The entryway signs in for many servers; the session says which one hosts this account.
  const origin = found ?? serverInDocument(session.didDoc) ?? ENTRYWAY;
  const shown = await readProfile(serverAt(origin, options), session, { signal, now });
  return {
    account: {
      externalId: session.did,
      handle: session.handle,
      name: shown.displayName || session.handle,
      ...(shown.avatar && { avatarUrl: shown.avatar }),
      profileUrl: profileUrl(session.did),
    },
    credentials: {
      service: origin,
      did: session.did,
      appPassword,
      accessJwt: session.accessJwt,
      refreshJwt: session.refreshJwt,
      renewedAt: Date.now(),
      signedInAt: Date.now(),
    },
  };
}

/** The account's public profile. A new account has none yet and is shown by its handle. */
async function readProfile(
  server: Server,
  session: { did: string; accessJwt: string },
  context: { signal: AbortSignal; now: () => Date },
): Promise<Pick<z.infer<typeof profile>, 'displayName' | 'avatar'>> {
  const query = { actor: session.did };
  try {
    return await callXrpc(
      server,
      { nsid: 'app.bsky.actor.getProfile', query, schema: profile, token: session.accessJwt },
      context,
    );
  } catch (error) {
    if (error instanceof NetworkError && (error.kind === 'refused' || error.kind === 'gone')) return {};
    throw error;
  }
}

/** Opens a session with the app password. The network allows 30 in 5 minutes and 300 a day for each account. */
export async function signIn(
  server: Server,
  { identifier, appPassword }: { identifier: string; appPassword: string },
  context: { signal: AbortSignal; now: () => Date },
) {
  const input = { json: { identifier, password: appPassword } };
  const session = await callXrpc(
    server,
    { nsid: 'com.atproto.server.createSession', input, writes: false, schema: sessionAnswer },
    context,
  );
  if (session.active === false) {
    throw new NetworkError('unauthorized', 'account_suspended', { detail: session.status ?? 'inactive' });
  }
  return session;
}

/** Exchanges the refresh token for a new pair; the old one can no longer be used. */
export function refreshSession(server: Server, refreshJwt: string, context: { signal: AbortSignal; now: () => Date }) {
  return callXrpc(
    server,
    {
      nsid: 'com.atproto.server.refreshSession',
      input: 'none',
      writes: false,
      schema: sessionAnswer,
      token: refreshJwt,
    },
    context,
  );
}

function originOf(typed: string, options: BlueskyOptions): string {
  try {
    const address = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
    return checkAddress(address, options.allowPrivate ?? env().PARVIS_ALLOW_PRIVATE_NETWORKS).origin;
  } catch (cause) {
    throw cause instanceof HttpFailure ? errorOfFailure(cause, { writes: false }) : cause;
  }
}

function operatorsServer(options: BlueskyOptions): string | null {
  return options.serviceUrl ? new URL(options.serviceUrl).origin : null;
}
