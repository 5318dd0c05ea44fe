import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { env } from '#lib/env.ts';
import { exchange } from './exchange.ts';
import { guardedAgent } from './guarded-agent.ts';
import { HttpFailure } from './http-failure.ts';
import { isPublicAddress } from './public-address.ts';

export type GuardedRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
  /** For the whole exchange: DNS, connection, redirects and the body. */
  timeoutMs?: number;
  /** Limit for the response body. */
  maxBytes?: number;
  /** Whether private addresses and plain http are allowed. Defaults to the operator's setting. */
  allowPrivate?: boolean;
  /** One more allowed origin (scheme, host, port), configured by the operator; may be private. */
  privateOrigin?: string;
};

export type GuardedAnswer = { url: string; status: number; headers: IncomingHttpHeaders; body: Buffer };

const MAX_REDIRECTS = 3;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 10_000_000;

/**
 * Calls an address that came from outside (typed, or named by another server) without letting it reach our internal
 * network. A GET follows at most three redirects, each checked again; other methods return the redirect.
 * @throws HttpFailure
 */
export async function guardedFetch(address: string | URL, request: GuardedRequest = {}): Promise<GuardedAnswer> {
  const { method = 'GET', timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES, privateOrigin } = request;
  const allowPrivate = request.allowPrivate ?? env().PARVIS_ALLOW_PRIVATE_NETWORKS;
  const mayBePrivate = (at: string | URL) =>
    allowPrivate || (privateOrigin !== undefined && URL.parse(at)?.origin === privateOrigin);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  let url = checkAddress(address, mayBePrivate(address));
  let headers = request.headers ?? {};

  for (let hops = 0; ; hops += 1) {
    const answer = await exchange(
      guardedAgent(mayBePrivate(url)),
      { origin: url.origin, path: url.pathname + url.search, method, headers, body: request.body ?? null },
      { signal, maxBytes },
    );
    const { location } = answer.headers;
    const isRedirect = answer.status >= 300 && answer.status < 400 && location !== undefined;
    if (!isRedirect || method !== 'GET') return { url: url.href, ...answer };
    if (hops === MAX_REDIRECTS) throw new HttpFailure('too_many_redirects', { sent: true });
    const target = URL.parse(location, url) ?? '';
    const next = checkAddress(target, mayBePrivate(target));
    if (next.origin !== url.origin) headers = withoutSecrets(headers);
    url = next;
  }
}

/** @throws HttpFailure `address_not_allowed` before anything is sent or looked up */
export function checkAddress(address: string | URL, allowPrivate: boolean): URL {
  const url = URL.parse(address);
  const refuse = (detail: string) => new HttpFailure('address_not_allowed', { sent: false, detail });
  if (!url) throw refuse('not an address');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) throw refuse(url.protocol);
  if (url.username || url.password) throw refuse('a password in the address');
  // A numeric address is never resolved, so the agent's check does not see it.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !allowPrivate && !isPublicAddress(host)) throw refuse(host);
  return url;
}

function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  const secret = new Set(['authorization', 'cookie']);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.has(name.toLowerCase())));
}
