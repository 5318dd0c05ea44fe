import type { z } from 'zod';
import { callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import { withQuery } from '../kit/address.ts';
import type { CallContext, SpendPurpose } from '../contract.ts';
import type { XChannel } from './credentials.ts';
import { errorOf, limitOf, resetOf } from './errors.ts';
import { inNamesOf } from './names.ts';
import { costsOf, endpoints, type RateLimitName, type EndpointName } from './limits.ts';

export const API = 'https://api.x.com';

/** One call of the API, as the account or as the app. */
export type XCall<T> = {
  endpoint: EndpointName;
  method?: NetworkCall<T>['method'];
  /** The path from `/2/` on. */
  path: string;
  /** In the network's older names. */
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: NetworkCall<T>['body'];
  schema: z.ZodType<T>;
  writes?: boolean;
  isPartOfWrite?: true;
  /** What the network bills for an answered call, in millionths of a US dollar. */
  price?: (answer: T) => number;
  /** What it is for; by default `actions` for a write and for a read that a write needs, else `posts`. */
  purpose?: SpendPurpose;
};

/**
 * Every call of a channel goes through here: with the account's token, renewed once when it has expired, in the names
 * that the app takes, and its cost recorded.
 */
export async function callX<T>(channel: XChannel, call: XCall<T>): Promise<T> {
  const dialect = dialectOf(call.endpoint);
  const answer = await inNamesOf(channel, call.query ?? {}, (query) =>
    callAs(channel, ({ accessToken }) => withToken({ ...call, query }, accessToken), dialect),
  );
  const micros = call.price?.(answer) ?? 0;
  if (micros > 0) await channel.rateLimiter.recordCost(micros, purposeOf(call));
  return answer;
}

function purposeOf({
  purpose,
  method = 'GET',
  isPartOfWrite,
}: Pick<XCall<unknown>, 'purpose' | 'method' | 'isPartOfWrite'>): SpendPurpose {
  return purpose ?? (method === 'GET' && !isPartOfWrite ? 'posts' : 'actions');
}

/** A call with a token that belongs to no channel: the app's own, or that of an account that is being connected. */
export async function callWithToken<T>(
  context: CallContext & Partial<Pick<XChannel, 'rateLimiter'>>,
  token: string,
  call: XCall<T>,
): Promise<T> {
  return await callNetwork(context, withToken(call, token), dialectOf(call.endpoint));
}

function withToken<T>(
  { endpoint, path, query = {}, price: _price, purpose: _purpose, ...call }: XCall<T>,
  token: string,
): NetworkCall<T> {
  return {
    ...call,
    name: `${call.method ?? 'GET'} ${endpoint}`,
    url: withQuery(`${API}${path}`, query),
    headers: { authorization: `Bearer ${token}` },
    costs: costsOf(endpoint),
  };
}

function dialectOf(endpoint: EndpointName): Dialect {
  const { window, userDay, appDay }: { window: RateLimitName; userDay?: RateLimitName; appDay?: RateLimitName } =
    endpoints[endpoint];
  const named = [
    ['x-rate-limit', window],
    ['x-user-limit-24hour', userDay],
    ['x-app-limit-24hour', appDay],
  ] as const;
  return {
    errorOf: (answer, call) => errorOf(answer, { ...call, endpoint }),
    learn: async ({ status, headers }, rateLimiter, now) => {
      let isClosed = false;
      for (const [name, rateLimit] of named) {
        const said = limitOf(headers, name);
        if (!said || !rateLimit) continue;
        await rateLimiter.learn(rateLimit, said);
        isClosed ||= said.remaining <= 0;
      }
      if (status === 429 && !isClosed) await rateLimiter.blockUntil(window, resetOf(headers, now));
    },
  };
}
