import type { z } from 'zod';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { NetworkError } from '../errors.ts';
import { errorOfAnswer, errorOfFailure } from './errors.ts';
import type { ChannelContext } from '../contract.ts';
import { firstIssue, parseAnswer } from '../kit/entries.ts';
import { parseLossless } from '../kit/lossless-json.ts';

/** How to reach a server, from the operator's and the member's settings. */
export type Server = { origin: string; allowPrivate: boolean | undefined; timeoutMs: number };

export type Query = Record<string, string | number | readonly string[] | undefined>;

export type XrpcCall<T> = {
  nsid: string;
  schema: z.ZodType<T>;
  query?: Query;
  /** Makes it a procedure: a JSON body, raw bytes, or none. */
  input?: { json: unknown } | { bytes: Uint8Array; mimeType: string } | 'none';
  /** False for a procedure that is safe to repeat. */
  writes?: boolean;
  /** Sends the call to the direct-message service, through the account's own server. */
  chat?: boolean;
  token?: string;
};

/** The network's own account of how many calls are left in the current window. */
export type Budget = { limit: number; remaining: number };

type XrpcContext = {
  signal: AbortSignal;
  now: () => Date;
  onBudget?: (budget: Budget) => void;
  reportUnreadable?: ChannelContext['reportUnreadable'];
};

const CHAT_SERVICE = 'did:web:api.bsky.chat#bsky_chat';

/** Direct messages are read through a second service, whose trouble may not hold up all the rest. */
const CHAT_READ_MS = 10_000;

/** One call of the network's API. @throws NetworkError */
export async function callXrpc<T>(
  server: Server,
  call: XrpcCall<T>,
  { signal, now, onBudget, reportUnreadable }: XrpcContext,
): Promise<T> {
  const { input } = call;
  const writes = input !== undefined && call.writes !== false;
  const answer = await guardedFetch(addressOf(server, call), {
    method: input === undefined ? 'GET' : 'POST',
    headers: headersOf(call),
    ...bodyOf(input),
    ...(server.allowPrivate !== undefined && { allowPrivate: server.allowPrivate }),
    timeoutMs: call.chat && !writes ? Math.min(server.timeoutMs, CHAT_READ_MS) : server.timeoutMs,
    signal,
  }).catch((cause: unknown) => {
    throw cause instanceof HttpFailure ? errorOfFailure(cause, { writes }) : cause;
  });

  const limit = Number(answer.headers['ratelimit-limit']);
  const remaining = Number(answer.headers['ratelimit-remaining']);
  if (limit > 0 && Number.isFinite(remaining)) onBudget?.({ limit, remaining });

  const body = answer.body.toString('utf8');
  if (answer.status < 200 || answer.status >= 300) throw errorOfAnswer({ ...answer, body }, { writes, now: now() });
  const json = readJson(body);
  const { parsed, unreadable } = parseAnswer(call.schema, json, { setsAside: reportUnreadable !== undefined });
  // Where nothing is expected, something unreadable is still no yes: it may come from whatever stands in between.
  if (parsed.success && (json !== undefined || body.trim() === '')) {
    if (unreadable.length > 0) await reportUnreadable?.(call.nsid, unreadable);
    return parsed.data;
  }
  throw new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unexpected_answer', {
    detail: `${call.nsid}: ${firstIssue(parsed.error)}`,
  });
}

function addressOf(server: Server, { nsid, query = {} }: { nsid: string; query?: Query }): URL {
  const url = new URL(`/xrpc/${nsid}`, server.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url;
}

function headersOf<T>({ token, chat, input }: XrpcCall<T>): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(chat && { 'atproto-proxy': CHAT_SERVICE }),
    ...(typeof input === 'object' && { 'content-type': 'json' in input ? 'application/json' : input.mimeType }),
  };
}

function bodyOf(input: XrpcCall<unknown>['input']): { body?: string | Uint8Array } {
  if (input === undefined || input === 'none') return {};
  return { body: 'json' in input ? JSON.stringify(input.json) : input.bytes };
}

function readJson(body: string): unknown {
  try {
    return parseLossless(body);
  } catch {
    return undefined;
  }
}
