import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import type { AppSettings, ChannelContext, RateLimiter } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { addressAt } from './address.ts';
import { firstIssue, parseAnswer } from './entries.ts';
import { parseLossless } from './lossless-json.ts';

/** One call of a network's HTTP API. */
export type NetworkCall<T> = {
  /** For error messages: `GET comments`. */
  name: string;
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As the network publishes it. */
  url: string | URL;
  headers?: Record<string, string>;
  body?: { json: unknown } | { form: Record<string, string | undefined> } | { multipart: FormData };
  schema: z.ZodType<T>;
  /** What the call costs of each rate limit; {} of none. */
  costs?: Readonly<Record<string, number>>;
  /** False for a call that is safe to repeat. By default, every method but GET changes something. */
  writes?: boolean;
  /** A read that a write needs: it may use the share that is reserved for writes. */
  isPartOfWrite?: true;
};

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** The body as JSON, where it is. */ json: unknown;
};

/** How one network words its answers. */
export type Dialect = {
  /** What an answer means; null for success. A network may answer 200 and mean an error. */
  errorOf: (answer: Answer, call: { writes: boolean; now: Date }) => NetworkError | null;
  /** Updates the rate limits from the answer's headers. */
  learn?: (answer: Answer, rateLimiter: RateLimiter, now: Date) => Promise<void>;
  timeoutMs?: number;
  maxBytes?: number;
};

type Caller = {
  app: AppSettings;
  signal: AbortSignal;
  now: () => Date;
  rateLimiter?: RateLimiter;
  reportUnreadable?: ChannelContext['reportUnreadable'];
};

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Calls the network once: checks the rate limits, sends, interprets the answer with the dialect, parses it. A write
 * with an unknown outcome throws `outcome_unknown`, a read without an answer `unavailable`.
 * @throws NetworkError
 */
export async function callNetwork<T>(caller: Caller, call: NetworkCall<T>, dialect: Dialect): Promise<T> {
  const { parsed } = await exchangeWith(caller, call, dialect);
  return parsed;
}

/** As {@link callNetwork}, for callers that need the answer's headers too. */
export async function exchangeWith<T>(
  caller: Caller,
  call: NetworkCall<T>,
  dialect: Dialect,
): Promise<{ parsed: T; answer: Answer }> {
  const { method = 'GET', costs = {} } = call;
  const writes = call.writes ?? method !== 'GET';
  await caller.rateLimiter?.acquire({ costs, isWrite: writes || call.isPartOfWrite === true });
  const { headers, body } = await encode(call.body);
  const raw = await guardedFetch(addressAt(caller.app, call.url), {
    method,
    headers: { accept: 'application/json', ...headers, ...call.headers },
    ...(body === undefined ? {} : { body }),
    // The operator chose this address; the networks' own addresses are public.
    ...(caller.app.baseUrl ? { allowPrivate: true } : {}),
    timeoutMs: Number(caller.app.options.timeout_ms) || dialect.timeoutMs || DEFAULT_TIMEOUT_MS,
    ...(dialect.maxBytes ? { maxBytes: dialect.maxBytes } : {}),
    signal: caller.signal,
  }).catch((cause: unknown) => {
    throw cause instanceof HttpFailure ? errorOfFailure(cause, writes) : cause;
  });
  const text = raw.body.toString('utf8');
  const answer: Answer = {
    status: raw.status,
    headers: raw.headers,
    body: text,
    json: readJson(text),
  };
  if (caller.rateLimiter) await dialect.learn?.(answer, caller.rateLimiter, caller.now());
  const error = dialect.errorOf(answer, { writes, now: caller.now() });
  if (error) throw error;
  const { reportUnreadable } = caller;
  const { parsed, unreadable } = parseAnswer(call.schema, answer.json, { setsAside: reportUnreadable !== undefined });
  // An unreadable answer is no success even where no content is expected: a proxy in between may have sent it.
  const isReadable = answer.json !== undefined || text.trim() === '';
  if (parsed.success && isReadable) {
    if (unreadable.length > 0) await reportUnreadable?.(call.name, unreadable);
    return { parsed: parsed.data, answer };
  }
  throw new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unexpected_answer', {
    detail: `${call.name}: ${firstIssue(parsed.error)}`,
  });
}

/**
 * Calls with the channel's credentials; if the network refuses them, once more with renewed ones.
 * @param call builds the call from the credentials to use
 */
export async function callAs<Credentials, T>(
  channel: ChannelContext<Credentials>,
  call: (credentials: Credentials) => NetworkCall<T>,
  dialect: Dialect,
): Promise<T> {
  const { credentials } = channel;
  try {
    return await callNetwork(channel, call(credentials), dialect);
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'unauthorized' || error.reason !== 'bad_credentials')
      throw error;
    // Another call of this job may have renewed them in the meantime.
    if (channel.credentials === credentials) channel.credentials = await channel.renewCredentials(credentials);
    return await callNetwork(channel, call(channel.credentials), dialect);
  }
}

/** The error for a call that got no usable answer. */
export function errorOfFailure(failure: HttpFailure, writes: boolean): NetworkError {
  const options = { detail: failure.message, cause: failure };
  switch (failure.kind) {
    case 'address_not_allowed':
      return new NetworkError('refused', 'address_not_allowed', options);
    case 'server_not_found':
      return new NetworkError('unavailable', 'server_not_found', options);
    case 'unreachable':
    case 'timed_out':
    case 'cancelled':
      return new NetworkError(writes && failure.sent ? 'outcome_unknown' : 'unavailable', 'unreachable', options);
    case 'too_large':
    case 'too_many_redirects':
      return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unexpected_answer', options);
    default:
      return failure.kind satisfies never;
  }
}

async function encode(
  body: NetworkCall<unknown>['body'],
): Promise<{ headers: Record<string, string>; body?: string | Uint8Array }> {
  if (body === undefined) return { headers: {} };
  if ('json' in body) return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body.json) };
  if ('form' in body) {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(body.form)) if (value !== undefined) form.set(name, value);
    return { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() };
  }
  const encoded = new Response(body.multipart);
  return {
    headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  };
}

function readJson(body: string): unknown {
  try {
    return parseLossless(body);
  } catch {
    return undefined;
  }
}
