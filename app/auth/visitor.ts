import type { Visitor } from '#lib/accounts/types.ts';

/**
 * From where a request comes. Next sets `x-forwarded-for` to the connection's address; a proxy in front appends the
 * one that it saw, so the last is the one that no visitor can make up.
 */
export function visitorOf(headers: Headers): Visitor {
  const ipAddress = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return { ipAddress: ipAddress || 'unknown', userAgent: headers.get('user-agent') ?? '' };
}
