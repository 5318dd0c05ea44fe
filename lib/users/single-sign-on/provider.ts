import * as openid from 'openid-client';
import { env } from '#lib/env.ts';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';

/** How long the provider's addresses are used before they are read again, in milliseconds. */
const CONFIGURATION_MS = 60 * 60_000;
const TIMEOUT_SECONDS = 10;
const MAX_BYTES = 1_000_000;

export type Provider = { issuer: string; clientId: string; clientSecret: string; name: string };

/** The provider that the operator set; null where people sign in by password alone. */
export function readProvider(): Provider | null {
  const { PARVIS_OIDC_ISSUER, PARVIS_OIDC_CLIENT_ID, PARVIS_OIDC_CLIENT_SECRET, PARVIS_OIDC_NAME } = env();
  if (!PARVIS_OIDC_ISSUER || !PARVIS_OIDC_CLIENT_ID || !PARVIS_OIDC_CLIENT_SECRET) return null;
  return {
    issuer: PARVIS_OIDC_ISSUER,
    clientId: PARVIS_OIDC_CLIENT_ID,
    clientSecret: PARVIS_OIDC_CLIENT_SECRET,
    name: PARVIS_OIDC_NAME ?? new URL(PARVIS_OIDC_ISSUER).host,
  };
}

let configured: { configuration: openid.Configuration; readAt: number } | undefined;

/**
 * What the provider publishes of itself, read again once an hour; a failed read is not remembered.
 * @throws whatever `openid-client` throws: see `toRefusal`
 */
export async function readConfiguration({ issuer, clientId, clientSecret }: Provider): Promise<openid.Configuration> {
  if (configured && Date.now() - configured.readAt < CONFIGURATION_MS) return configured.configuration;
  const isPlainHttp = issuer.startsWith('http:') && env().PARVIS_ALLOW_PRIVATE_NETWORKS;
  const configuration = await openid.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: TIMEOUT_SECONDS,
    [openid.customFetch]: fetchGuarded,
    ...(isPlainHttp ? { execute: [openid.allowInsecureRequests] } : {}),
  });
  configured = { configuration, readAt: Date.now() };
  return configuration;
}

/** The issuer is the operator's, but the addresses that it publishes are its own: all of them are checked. */
const fetchGuarded: openid.CustomFetch = async (url, { method, headers, body, signal }) => {
  const answer = await guardedFetch(url, {
    method: method === 'POST' ? 'POST' : 'GET',
    headers,
    ...(body instanceof URLSearchParams || typeof body === 'string' ? { body: body.toString() } : {}),
    ...(signal ? { signal } : {}),
    timeoutMs: TIMEOUT_SECONDS * 1000,
    maxBytes: MAX_BYTES,
  });
  const received = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const one of [value ?? []].flat()) received.append(name, one);
  }
  const hasBody = ![204, 205, 304].includes(answer.status);
  return new Response(hasBody ? new Uint8Array(answer.body) : null, { status: answer.status, headers: received });
};
