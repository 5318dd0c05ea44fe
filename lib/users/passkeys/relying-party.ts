import { isIP } from 'node:net';
import { userTables } from '#lib/db/user-tables.ts';
import { publicLink } from '#lib/mail/public-link.ts';

export const RP_NAME = 'Parvis';

/** Whom passkeys are for: our public address. A passkey made for one host works at no other. */
export function relyingParty(): { rpId: string; origin: string } {
  const { hostname, origin } = new URL(publicLink('/'));
  return { rpId: hostname, origin };
}

/** Browsers make passkeys for a host's name over HTTPS, and for localhost; never for an IP address. Source: WebAuthn 3, 5.1.3. */
export function arePasskeysOffered(): boolean {
  const { protocol, hostname } = new URL(publicLink('/'));
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  return !isAddress && (protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'));
}

/** Whether anybody has a passkey here: until then the sign-in page does not offer to use one. */
export async function hasAnyPasskey(): Promise<boolean> {
  return (await userTables().userPasskey.findFirst({ select: { id: true } })) !== null;
}
