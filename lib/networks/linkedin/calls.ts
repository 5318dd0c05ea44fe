import { z } from 'zod';
import type { AppSettings, ChannelContext, CallContext } from '../contract.ts';
import { callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import { restUrl } from './addresses.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { errorOfAnswer, errorOfOAuth, limitEnd } from './errors.ts';
import { costsOf, type Resource } from './limits.ts';

/** "Versioning": a version is supported for about a year. */
const versions = Array.from({ length: 12 }, (_, month) => String(month < 4 ? 202_609 + month : 202_701 + month - 4));

/** The operator's settings besides the app's id and secret. */
export const appOptions = [
  /** "Increasing access": the app's tier. */
  { name: 'daily_calls', values: ['development', 'standard'] },
  { name: 'version', values: versions },
  /** The app's number in the developer portal, which subscribes its webhooks. */
  { name: 'application_id' },
  /** Scopes to ask for, separated by spaces, for apps that have them under newer names. */
  { name: 'scopes' },
];

export type LinkedInCall<T> = {
  resource: Resource;
  method?: NetworkCall<T>['method'];
  /** The path after `/rest/`, with its URNs encoded. */
  path: string;
  query?: Parameters<typeof restUrl>[1];
  json?: unknown;
  /** Rest.li's name of the method, where the address does not imply it. */
  restLiMethod?: 'FINDER' | 'PARTIAL_UPDATE' | 'update';
  schema: z.ZodType<T>;
  /** A read that a write needs. */
  isPartOfWrite?: true;
};

/** Calls as the page. @throws NetworkError */
export function callLinkedIn<T>(channel: ChannelContext<LinkedInCredentials>, call: LinkedInCall<T>): Promise<T> {
  return callAs(channel, ({ accessToken }) => networkCall(call, accessToken, channel.app), dialectOf(call.resource));
}

/** Calls with a token, before there is a channel. */
export function callWith<T>(context: CallContext, accessToken: string, call: LinkedInCall<T>): Promise<T> {
  return callNetwork(context, networkCall(call, accessToken, context.app), dialectOf(call.resource));
}

/** Calls an OAuth endpoint, which expects the app's id and secret in the form. */
export function callOAuth<T>(
  context: CallContext,
  endpoint: 'accessToken' | 'introspectToken',
  form: Record<string, string>,
  schema: z.ZodType<T>,
): Promise<T> {
  const app = { client_id: context.app.clientId ?? '', client_secret: context.app.clientSecret ?? '' };
  const call: NetworkCall<T> = {
    name: `POST ${endpoint}`,
    method: 'POST',
    url: `https://www.linkedin.com/oauth/v2/${endpoint}`,
    body: { form: { ...form, ...app } },
    schema,
    // Safe to repeat: neither a code nor a refresh token creates anything twice.
    writes: false,
  };
  return callNetwork(context, call, { errorOf: errorOfOAuth });
}

function networkCall<T>(call: LinkedInCall<T>, accessToken: string, app: AppSettings): NetworkCall<T> {
  const { resource, method = 'GET', path, query, json, restLiMethod, schema, isPartOfWrite } = call;
  return {
    name: `${method} ${resource}`,
    method,
    url: restUrl(path, query),
    headers: {
      authorization: `Bearer ${accessToken}`,
      'linkedin-version': app.options.version ?? versions[0] ?? '',
      'x-restli-protocol-version': '2.0.0',
      'content-type': 'application/json',
      ...(restLiMethod && { 'x-restli-method': restLiMethod }),
    },
    ...(json !== undefined && { body: { json } }),
    schema,
    costs: costsOf(resource, app),
    ...(isPartOfWrite && { isPartOfWrite }),
  };
}

function dialectOf(resource: Resource): Dialect {
  return {
    errorOf: errorOfAnswer,
    learn: async (answer, rateLimiter, now) => {
      if (answer.status === 429) await rateLimiter.blockUntil(resource, limitEnd(answer, now));
    },
    // Notification ids are 64-bit integers.
  };
}

/** For answers whose content is not used. */
export const nothing = z.unknown();
