import type { z } from 'zod';
import type { ChannelContext, CallContext } from '../contract.ts';
import { withQuery } from '../kit/address.ts';
import { callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import type { GoogleCredentials } from '../kit/google/credentials.ts';
import { errorOf } from './errors.ts';
import { prices } from './limits.ts';

const API = 'https://www.googleapis.com/youtube/v3/';

type Query = Record<string, string | number | boolean | undefined>;
type Write<T> = {
  method: 'POST' | 'PUT' | 'DELETE';
  query: Query;
  json?: unknown;
  units: number;
  schema: z.ZodType<T>;
};

/** A channel's connection to the network for one job. */
export type Session = {
  channel: ChannelContext<GoogleCredentials>;
  channelId: string;
  now: () => Date;
  read<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<T>;
  write<T>(path: string, call: Write<T>): Promise<T>;
  /** The units of the day's quota that its calls have cost. */
  units(): number;
};

export function openSession(channel: ChannelContext<GoogleCredentials>): Session {
  let units = 0;
  async function call<T>(build: (token: string) => NetworkCall<T>, price: number): Promise<T> {
    units += price;
    return await callAs(channel, ({ accessToken }) => build(accessToken), dialect);
  }
  return {
    channel,
    channelId: channel.account.externalId,
    now: channel.now,
    units: () => units,
    read: (path, query, schema) => call((token) => readCall(token, path, query, schema), prices.read),
    write: (path, { method, query, json, units: price, schema }) =>
      call(
        (token) => ({
          name: `${method} ${path}`,
          method,
          url: withQuery(API + path, query),
          headers: { authorization: `Bearer ${token}` },
          ...(json === undefined ? {} : { body: { json } }),
          costs: { units: price },
          schema,
        }),
        price,
      ),
  };
}

/** Reads with only a token, before there is a channel. */
export function readWith<T>(
  context: CallContext,
  token: string,
  path: string,
  query: Query,
  schema: z.ZodType<T>,
): Promise<T> {
  return callNetwork(context, readCall(token, path, query, schema), dialect);
}

function readCall<T>(token: string, path: string, query: Query, schema: z.ZodType<T>): NetworkCall<T> {
  return {
    name: `GET ${path}`,
    url: withQuery(API + path, query),
    headers: { authorization: `Bearer ${token}` },
    costs: { units: prices.read },
    schema,
  };
}

const dialect: Dialect = {
  errorOf,
  // The network never says how much of the quota is left, only that it is used up.
  learn: async (answer, rateLimiter, now) => {
    const error = errorOf(answer, { writes: false, now });
    if (error?.kind !== 'rate_limited' || !error.retryAt || error.code === 'userRateLimitExceeded') return;
    await rateLimiter.blockUntil('units', error.retryAt);
  },
};
