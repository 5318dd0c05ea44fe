import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { STRICT_TRANSPORT } from '#app/policy/fixed-headers.ts';
import { pagePolicy } from '#app/policy/page-policy.ts';
import { env } from '#lib/env.ts';

const isDevelopment = process.env.NODE_ENV === 'development';

/**
 * Gives every page a policy with a nonce of its own; Next reads it from the request and marks its scripts with it.
 * What is the same for all answers stands in next.config.mjs. Nothing here asks the database.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy(randomBytes(16).toString('base64'), { isDevelopment });
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (env().PUBLIC_URL?.startsWith('https:')) response.headers.set('strict-transport-security', STRICT_TRANSPORT);
  return response;
}

export const config = {
  // A prefetch of the router carries data and no document, and is left alone. What merely calls itself a prefetch may be
  // shown as a page later and gets the policy: the two lines together leave out only what has both headers.
  matcher: [
    { source: '/((?!api(?:/|$)|_next/static/|_next/image).*)', missing: [{ type: 'header', key: 'rsc' }] },
    {
      source: '/((?!api(?:/|$)|_next/static/|_next/image).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
