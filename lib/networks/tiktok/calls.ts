import { z } from 'zod';
import type { RateLimiter, CallContext } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import type { Advertiser, TikTokChannel } from './credentials.ts';
import { errorOfAnswer, pauseOf } from './errors.ts';
import { allowanceOf, costsOf, type Endpoint } from './limits.ts';

const API = 'https://business-api.tiktok.com/open_api/v1.3';

type Query = Record<string, string | number | boolean | undefined>;

/** A call of one endpoint; lists in `query` are sent as JSON. */
export type TikTokCall<T> = {
  endpoint: Endpoint;
  query?: Query;
  json?: Record<string, unknown>;
  multipart?: FormData;
  /** The content of `data` in the answer. */
  data: z.ZodType<T>;
  /** False for a POST that is safe to repeat. */
  writes?: boolean;
  /** The call is for the whole app and names no account. */
  isOfApp?: true;
};

/**
 * Calls as the account. Adds the account's id as `business_id`.
 * @throws NetworkError
 */
export function callTikTok<T>(channel: TikTokChannel, call: TikTokCall<T>): Promise<T> {
  return callAs(
    channel,
    ({ businessId, accessToken }) => {
      if (call.isOfApp) return networkCall(call, accessToken);
      const named = call.json || call.multipart ? call : { ...call, query: { business_id: businessId, ...call.query } };
      const json = call.json && { business_id: businessId, ...call.json };
      return networkCall({ ...named, ...(json && { json }) }, accessToken);
    },
    dialectOf(call.endpoint),
  );
}

/**
 * Calls as the advertiser, whose token differs from the account's and cannot be renewed. When it ends, a permission
 * is missing; the account need not be connected again.
 */
export async function callAsAdvertiser<T>(
  channel: TikTokChannel,
  { id, token }: Advertiser,
  call: TikTokCall<T>,
): Promise<T> {
  const named = call.json
    ? { ...call, json: { advertiser_id: id, ...call.json } }
    : { ...call, query: { advertiser_id: id, ...call.query } };
  try {
    return await callNetwork(channel, networkCall(named, token), dialectOf(call.endpoint));
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'unauthorized') throw error;
    throw new NetworkError('refused', 'missing_permission', { detail: error.message, cause: error });
  }
}

/** Calls with a token, before there is a channel. */
export function callWith<T>(
  context: CallContext & { rateLimiter?: RateLimiter },
  token: string,
  call: TikTokCall<T>,
): Promise<T> {
  return callNetwork(context, networkCall(call, token), dialectOf(call.endpoint));
}

export type TokenEndpoint = 'tt_user/oauth2/token' | 'tt_user/oauth2/refresh_token';

/** Calls a token endpoint, which needs no token. */
export function callForToken<T>(
  context: CallContext,
  path: TokenEndpoint,
  json: Record<string, string>,
  data: z.ZodType<T>,
): Promise<T> {
  const call = {
    name: path,
    method: 'POST' as const,
    url: `${API}/${path}/`,
    body: { json },
    schema: enveloped(data),
    writes: false,
  };
  return callNetwork(context, call, { errorOf: errorOfAnswer });
}

function networkCall<T>(call: TikTokCall<T>, token: string): NetworkCall<T> {
  const { endpoint, query = {}, json, multipart, data, writes } = call;
  const body = multipart ? { multipart } : json ? { json } : undefined;
  return {
    name: endpoint,
    method: body ? 'POST' : 'GET',
    // Every path ends with a slash.
    url: withQuery(`${API}/${endpoint}/`, query),
    headers: { 'access-token': token },
    ...(body && { body }),
    schema: enveloped(data),
    costs: costsOf(endpoint),
    ...(writes !== undefined && { writes }),
  };
}

function enveloped<T>(data: z.ZodType<T>) {
  return z.object({ data }).transform((answer) => answer.data as T); // zod loses a generic schema's output type
}

function dialectOf(endpoint: Endpoint): Dialect {
  return {
    errorOf: errorOfAnswer,
    learn: async (answer, rateLimiter, now) => {
      const pause = pauseOf(answer, now);
      if (pause) await rateLimiter.blockUntil(allowanceOf(endpoint, pause.span), pause.until);
    },
  };
}
