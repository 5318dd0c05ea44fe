import { isIP } from 'node:net';
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
