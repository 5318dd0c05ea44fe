import type { CallContext } from '../contract.ts';
import { withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type NetworkCall } from '../kit/call.ts';
import { metaDialect } from '../kit/meta/dialect.ts';
import { metaMeanings } from '../kit/meta/errors.ts';
import { graphCall, type GraphCall } from '../kit/meta/graph-call.ts';
import type { ThreadsChannel } from './credentials.ts';
import { costs } from './limits.ts';

export const HOST = 'https://graph.threads.net';
const ROOT = `${HOST}/v1.0`;

/** "Threads API, Troubleshooting"; the codes of the last two are UNVERIFIED. */
const dialect = metaDialect({
  meanings: {
    ...metaMeanings,
    // The container is not ready, or unknown.
    '24/4279009': ['unavailable', 'unreachable'],
    '9': ['rate_limited', 'quota_spent'],
  },
  // UNVERIFIED which type the header has for Threads.
  rateLimits: { app: 'app', types: { threads: 'calls' } },
});

/**
 * Calls the API as the account. All calls of a channel go through here. No page documents `appsecret_proof` for
 * Threads.
 */
export function callThreads<T>(channel: ThreadsChannel, call: GraphCall<T>): Promise<T> {
  return callAs(
    channel,
    ({ accessToken }) => graphCall({ root: ROOT, app: {}, token: accessToken }, { costs: costs.call, ...call }),
    dialect,
  );
}

/** Calls the API with a token, before there is a channel. */
export function callThreadsWith<T>(context: CallContext, token: string, call: GraphCall<T>): Promise<T> {
  return callNetwork(context, graphCall({ root: ROOT, app: {}, token }, call), dialect);
}

/** Calls an address outside the versions, where tokens are issued and renewed. */
export function callTokenEdge<T>(
  context: CallContext,
  {
    path,
    query = {},
    ...call
  }: Omit<NetworkCall<T>, 'name' | 'url'> & { path: string; query?: Record<string, string> },
): Promise<T> {
  const url = withQuery(`${HOST}/${path}`, query);
  return callNetwork(context, { ...call, name: `${call.method ?? 'GET'} ${path}`, url, writes: false }, dialect);
}
