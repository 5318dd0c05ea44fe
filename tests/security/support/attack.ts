import { inject } from 'vitest';
import { openSession } from '#lib/users/sessions/open-session.ts';
import { sessionCookieName, sessionCookieValue } from '#app/auth/session-cookie-value.ts';

export type Attack = {
  method?: string;
  /** An API key. */
  key?: string;
  /** A `cookie` header, as {@link aSessionCookie} makes one. */
  cookie?: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  body?: BodyInit;
  /** Closes the request after the headers, for an answer that never ends. */
  headersOnly?: boolean;
};

export type Answer = { status: number; headers: Headers; text: string; json: () => Record<string, unknown> };

/** Sends an HTTP request to the running instance. Redirects are not followed. */
export async function attack(path: string, given: Attack = {}): Promise<Answer> {
  const { method, key, cookie, headers, json, body, headersOnly = false } = given;
  const response = await fetch(new URL(path, inject('instanceAddress')), {
    method: method ?? (json === undefined && body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(cookie ? { cookie, origin: inject('instanceAddress') } : {}),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(20_000),
  });
  const isError = response.status >= 400;
  const text = headersOnly && !isError ? '' : await response.text();
  if (headersOnly && !isError) await response.body?.cancel();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as Record<string, unknown>, // every JSON answer of ours is an object
  };
}

/** The `cookie` header of a signed-in person's browser, in a session of its own. */
export async function aSessionCookie(userId: string): Promise<string> {
  const { sessionId } = await openSession({ userId }, { ipAddress: '127.0.0.1', userAgent: 'test' });
  return cookieOfSession({ sessionId });
}

/** The `cookie` header of the browser whose session this is. */
export function cookieOfSession({ sessionId }: { sessionId: string }): string {
  return `${sessionCookieName()}=${sessionCookieValue(sessionId)}`;
}
