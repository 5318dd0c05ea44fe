import type { AppSettings, CallContext } from '../contract.ts';
import { withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type NetworkCall } from '../kit/call.ts';
import { metaDialect } from '../kit/meta/dialect.ts';
import { graphCall, type GraphCall } from '../kit/meta/graph-call.ts';
import { withReadablePage } from '../kit/meta/readable-page.ts';
import type { InstagramChannel, InstagramCredentials, Setup } from './credentials.ts';
import { costs } from './limits.ts';

/** The first is the default. */
export const graphVersions = ['v25.0', 'v26.0'] as const;

const hosts: Record<Setup, string> = {
  instagram: 'https://graph.instagram.com',
  facebook: 'https://graph.facebook.com',
};

const dialect = metaDialect({ rateLimits: { app: 'app', types: { instagram: 'graph' } } });

/** Calls the Graph API as the account. All calls of a channel go through here. */
export function callGraph<T>(channel: InstagramChannel, call: GraphCall<T>): Promise<T> {
  return withReadablePage(channel, call, (sized) =>
    callAs(channel, (credentials) => callOf(channel.app, credentials, { costs: costs.graph, ...sized }), dialect),
  );
}

/** Calls the Graph API with a token, before there is a channel. */
export function callGraphWith<T>(
  context: CallContext,
  given: Pick<InstagramCredentials, 'setup' | 'accessToken'>,
  call: GraphCall<T>,
): Promise<T> {
  return callNetwork(context, callOf(context.app, given, call), dialect);
}

/** Calls an address outside the versions, where tokens are issued and renewed. */
export function callTokenEdge<T>(
  context: CallContext,
  { url, query = {}, ...call }: Omit<NetworkCall<T>, 'name'> & { query?: Record<string, string | undefined> },
): Promise<T> {
  const { pathname } = new URL(url);
  return callNetwork(
    context,
    { ...call, name: `${call.method ?? 'GET'} ${pathname.slice(1)}`, url: withQuery(url, query), writes: false },
    dialect,
  );
}

export function graphVersion(app: AppSettings): string {
  return app.options.graph_version || graphVersions[0];
}

/** Who sends the messages and owns the conversations: the linked Page with Facebook Login, else the account. */
export function senderOf({ credentials, account }: InstagramChannel): string {
  return credentials.setup === 'facebook' && credentials.pageId ? credentials.pageId : account.externalId;
}

function callOf<T>(
  app: AppSettings,
  { setup, accessToken }: Pick<InstagramCredentials, 'setup' | 'accessToken'>,
  call: GraphCall<T>,
): NetworkCall<T> {
  return graphCall(
    // The proof is documented only for graph.facebook.com.
    { root: `${hosts[setup]}/${graphVersion(app)}`, app: setup === 'facebook' ? app : {}, token: accessToken },
    call,
  );
}
