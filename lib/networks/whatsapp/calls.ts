import type { AppSettings, CallContext } from '../contract.ts';
import { callAs, callNetwork, type Dialect } from '../kit/call.ts';
import { metaDialect } from '../kit/meta/dialect.ts';
import { graphCall, type GraphCall } from '../kit/meta/graph-call.ts';
import type { WhatsAppChannel } from './credentials.ts';
import { errorOf, meanings } from './errors.ts';
import { costs } from './limits.ts';

/** The first is the default. */
export const graphVersions = ['v25.0', 'v26.0'] as const;

const dialect: Dialect = {
  ...metaDialect({ meanings, rateLimits: { app: 'app', types: { whatsapp: 'management' } } }),
  errorOf,
};

/** Calls the Graph API as the business. All calls of a channel go through here. */
export function callGraph<T>(channel: WhatsAppChannel, call: GraphCall<T>): Promise<T> {
  return callAs(
    channel,
    ({ accessToken }) =>
      graphCall(
        { root: graphRoot(channel.app), app: channel.app, token: accessToken },
        { costs: costs.management, ...call },
      ),
    dialect,
  );
}

/** Calls the Graph API with another token: before there is a channel, or as the app. */
export function callGraphWith<T>(context: CallContext, token: string, call: GraphCall<T>): Promise<T> {
  return callNetwork(context, graphCall({ root: graphRoot(context.app), app: context.app, token }, call), dialect);
}

/** Calls the one edge that takes no token, because it issues them. */
export function callTokenEdge<T>(
  context: CallContext,
  { query, schema }: Pick<GraphCall<T>, 'query' | 'schema'>,
): Promise<T> {
  const url = new URL(`${graphRoot(context.app)}/oauth/access_token`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value));
  return callNetwork(context, { name: 'GET oauth/access_token', url, schema }, dialect);
}

/** The app's own token. */
export function appToken({ clientId = '', clientSecret = '' }: AppSettings): string {
  return `${clientId}|${clientSecret}`;
}

export function graphVersion(app: AppSettings): string {
  return app.options.graph_version || graphVersions[0];
}

export function graphRoot(app: AppSettings): string {
  return `https://graph.facebook.com/${graphVersion(app)}`;
}
