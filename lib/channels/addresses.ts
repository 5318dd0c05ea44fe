import { publicLink } from '#lib/mail/public-link.ts';
import type { Connector } from '#lib/networks/contract.ts';

/**
 * The address to which a network pushes; a workspace's own app has its own address.
 * @param origin the request's origin, used when no public address is configured
 */
export function webhookAddress(network: string, networkAppId: string | null, origin?: string): string {
  return publicLink(`/api/webhooks/${network}${networkAppId === null ? '' : `/${networkAppId}`}`, origin);
}

/** The address to which a network returns a member after sign-in. */
export function redirectAddress({ network, oauth }: Pick<Connector, 'network' | 'oauth'>, origin?: string): string {
  const path = `/api/connect/${network}/callback${oauth?.redirectEndsWithSlash ? '/' : ''}`;
  return publicLink(path, origin);
}
