import { z } from 'zod';
import type { AppSettings, ChannelContext, CallContext } from '../contract.ts';
import { callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import { parseLossless } from '../kit/lossless-json.ts';
import { restUrl } from './addresses.ts';
import type { LinkedInCredentials } from './credentials.ts';
import { errorOfAnswer, errorOfOAuth, limitEnd } from './errors.ts';
import { costsOf, type Resource } from './limits.ts';

/** "Versioning": a version lives about a year. */
const versions = Array.from({ length: 12 }, (_, month) => String(month < 4 ? 202_609 + month : 202_701 + month - 4));

/** The operator's settings beside the app's id and secret. */
export const appOptions = [
  /** "Increasing access": the tier that the app has. */
  { name: 'daily_calls', values: ['development', 'standard'] },
  { name: 'version', values: versions },
  /** The app's number in the developer portal, which webhooks are subscribed to by. */
  { name: 'application_id' },
  /** Scopes to ask for, separated by spaces, for apps that know them by their new names. */
  { name: 'scopes' },
];

export type LinkedInCall<T> = {
  resource: Resource;
  method?: NetworkCall<T>['method'];
  /** Under `/rest/`; its URNs encoded. */
  path: string;
  query?: Parameters<typeof restUrl>[1];
  json?: unknown;
  /** Rest.li's name of the method, where the address does not tell it. */
  restLiMethod?: 'FINDER' | 'PARTIAL_UPDATE' | 'update';
  schema: z.ZodType<T>;
  /** A read that a write stands on. */
  isPartOfWrite?: true;
};

/** Calls in the page's name. @throws NetworkError */
export function callLinkedIn<T>(channel: ChannelContext<LinkedInCredentials>, call: LinkedInCall<T>): Promise<T> {
  return callAs(channel, ({ accessToken }) => networkCall(call, accessToken, channel.app), dialectOf(call.resource));
}

/** Calls with a token before there is a channel. */
export function callWith<T>(context: CallContext, accessToken: string, call: LinkedInCall<T>): Promise<T> {
  return callNetwork(context, networkCall(call, accessToken, context.app), dialectOf(call.resource));
}

/** Calls an OAuth endpoint, which takes the app's id and secret in the form. */
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
    // Neither a code nor a refresh token makes anything that a second attempt would make twice.
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
    // Notification ids are longs.
    readJson: parseLossless,
  };
}

/** For answers of which nothing is read. */
export const nothing = z.unknown();
