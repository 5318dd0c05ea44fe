import type { z } from 'zod';
import type { ChannelContext, RateLimiter, CallContext } from '../contract.ts';
import { withQuery } from '../kit/address.ts';
import { type Answer, callAs, callNetwork, type Dialect, type NetworkCall } from '../kit/call.ts';
import type { PlaceCredentials } from './credentials.ts';
import { errorOf } from './errors.ts';
import type { RateLimitName } from './limits.ts';

/** The services, each with its own rate limit. */
const services = {
  reviews: 'https://mybusiness.googleapis.com/v4/',
  accounts: 'https://mybusinessaccountmanagement.googleapis.com/v1/',
  locations: 'https://mybusinessbusinessinformation.googleapis.com/v1/',
  notifications: 'https://mybusinessnotifications.googleapis.com/v1/',
} as const satisfies Partial<Record<RateLimitName, string>>;
export type Service = keyof typeof services;

type Request<T> = {
  service: Service;
  method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  json?: unknown;
  costs?: Partial<Record<RateLimitName, number>>;
  schema: z.ZodType<T>;
};

/** A place's connection to the network for one job. */
export type Session = {
  channel: ChannelContext<PlaceCredentials>;
  /** `accounts/1/locations/2` */
  place: string;
  now: () => Date;
  call<T>(request: Request<T>): Promise<T>;
};

export function openSession(channel: ChannelContext<PlaceCredentials>): Session {
  return {
    channel,
    place: channel.credentials.place,
    now: channel.now,
    call: (request) => callAs(channel, ({ accessToken }) => callOf(accessToken, request), dialects[request.service]),
  };
}

/** A call before there is a channel, with only a token. */
export function callWith<T>(context: CallContext, accessToken: string, request: Request<T>): Promise<T> {
  return callNetwork(context, callOf(accessToken, request), dialects[request.service]);
}

function callOf<T>(accessToken: string, request: Request<T>): NetworkCall<T> {
  const { service, method = 'GET', path, query = {}, json, costs = {}, schema } = request;
  return {
    name: `${method} ${service}`,
    method,
    url: withQuery(services[service] + path, query),
    headers: { authorization: `Bearer ${accessToken}` },
    ...(json === undefined ? {} : { body: { json } }),
    costs: { [service]: 1, ...costs },
    schema,
  };
}

const dialects: Record<Service, Dialect> = {
  reviews: dialectOf('reviews'),
  accounts: dialectOf('accounts'),
  locations: dialectOf('locations'),
  notifications: dialectOf('notifications'),
};

/** No header says how much of a limit is left; only an error says that nothing is. */
function dialectOf(service: Service): Dialect {
  return {
    errorOf,
    learn: async (answer: Answer, rateLimiter: RateLimiter, now: Date) => {
      const error = errorOf(answer, { writes: false, now });
      if (error?.kind === 'rate_limited' && error.retryAt) await rateLimiter.blockUntil(service, error.retryAt);
    },
  };
}
