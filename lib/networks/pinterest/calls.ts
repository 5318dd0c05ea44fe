import type { z } from 'zod';
import type { AppSettings, RateLimiter, CallContext } from '../contract.ts';
import { withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type Answer, type Dialect, type NetworkCall } from '../kit/call.ts';
import type { PinterestChannel } from './credentials.ts';
import { errorOfAnswer, errorOfToken, limitEnd } from './errors.ts';
import { costsOf, refusedAllowance } from './limits.ts';

const API = 'https://api.pinterest.com/v5';

/** Parvis only reads from Pinterest. */
export type PinterestRead<T> = {
  /** For error messages: the operation's summary in the specification. */
  name: string;
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  schema: z.ZodType<T>;
};

/** Reads as the account. @throws NetworkError */
export function readPinterest<T>(channel: PinterestChannel, call: PinterestRead<T>): Promise<T> {
  return callAs(channel, ({ accessToken }) => networkCall(call, accessToken, channel.app), dialectOf(channel.app));
}

/** Reads with a token, before there is a channel. */
export function readWith<T>(context: CallContext, accessToken: string, call: PinterestRead<T>): Promise<T> {
  return callNetwork(context, networkCall(call, accessToken, context.app), dialectOf(context.app));
}

/** Requests tokens with a code or a refresh token. */
export function callForTokens<T>(context: CallContext, form: Record<string, string>, schema: z.ZodType<T>): Promise<T> {
  const { clientId = '', clientSecret = '' } = context.app;
  const call: NetworkCall<T> = {
    name: 'Generate OAuth access token',
    method: 'POST',
    url: `${API}/oauth/token`,
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    // Only apps from before 2025-09-25 must ask for a refresh token that can be renewed.
    body: { form: { ...form, continuous_refresh: 'true' } },
    schema,
    writes: false,
  };
  return callNetwork(context, call, { errorOf: errorOfToken });
}

function networkCall<T>(
  { name, path, query = {}, schema }: PinterestRead<T>,
  token: string,
  app: AppSettings,
): NetworkCall<T> {
  return {
    name,
    url: withQuery(`${API}/${path}`, query),
    headers: { authorization: `Bearer ${token}` },
    schema,
    costs: costsOf(app),
  };
}

function dialectOf(app: AppSettings): Dialect {
  return {
    errorOf: errorOfAnswer,
    learn: async (answer, rateLimiter, now) => {
      if (answer.status === 429) await rateLimiter.blockUntil(refusedAllowance(app), limitEnd(answer.headers, now));
      else await learnHeaders(answer, rateLimiter, { app, now });
    },
  };
}

/** These headers are documented only by name, so they are used only where all three are plain numbers. */
async function learnHeaders(
  { headers }: Answer,
  rateLimiter: RateLimiter,
  { app, now }: { app: AppSettings; now: Date },
): Promise<void> {
  const names = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];
  const said = names.map((name) => (headers[name] === undefined ? Number.NaN : Number(headers[name])));
  const [limit = 0, remaining = 0] = said;
  if (said.some(Number.isNaN)) return;
  const resetAt = limitEnd({ 'x-ratelimit-reset': String(headers['x-ratelimit-reset']) }, now);
  await rateLimiter.learn(refusedAllowance(app), { limit, remaining, resetAt });
}
