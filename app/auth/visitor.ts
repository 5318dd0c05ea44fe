import type { Visitor } from '#lib/users/types.ts';
import { UNKNOWN_ADDRESS } from '#lib/http/client-address.ts';
import { deviceTokensIn } from './device-cookie.ts';
import { readClientAddress } from './forwarded-headers.ts';

/** From where a request comes, and which people its browser is known for. */
export function visitorOf(headers: Headers): Visitor {
  return {
    ipAddress: readClientAddress(headers) ?? UNKNOWN_ADDRESS,
    userAgent: headers.get('user-agent') ?? '',
    deviceTokens: deviceTokensIn(headers.get('cookie')),
  };
}
