import ipaddr from 'ipaddr.js';

type Connection = {
  /** The address at the other end of the socket. */
  peer: string | undefined;
  /** The header `x-forwarded-for` as it came; several of them joined by commas. */
  forwardedFor: string | undefined;
  /** How many proxies of the operator's own stand in front. */
  trustedProxies: number;
};

/** No address is known, as for a socket that was closed already. */
export const UNKNOWN_ADDRESS = 'unknown';

/**
 * From which address a request comes. Each proxy appends the address that it saw, so with `n` proxies the `n`th entry
 * from the right was written by the outermost of them; all entries to its left may be made up. With none, the header is
 * not read at all.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Connection): string {
  const entries = trustedProxies > 0 && forwardedFor ? forwardedFor.split(',') : [];
  // Fewer entries than proxies: the request came in behind the outermost one, and the leftmost entry is an inner proxy's.
  const entry = entries[Math.max(0, entries.length - trustedProxies)];
  return plainAddress(entry) ?? plainAddress(peer) ?? UNKNOWN_ADDRESS;
}

/** An address in its one spelling, IPv4 written as IPv6 (`::ffff:192.0.2.1`) as IPv4; null for what is none. */
export function plainAddress(text: string | undefined): string | null {
  const bare = withoutPort(text?.trim() ?? '').replace(/%.*$/, '');
  // The short forms (`1`, `0x7f.1`) are addresses to some parsers only.
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare).toString();
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare).toString() : null;
}

/**
 * What one visitor can be taken to have: an IPv4 address, or the 64 bits of an IPv6 network, within which a single
 * machine may choose any address. Source: RFC 6177 (a site gets at least a /64).
 */
export function addressGroup(address: string): string {
  const plain = plainAddress(address);
  if (plain === null) return address;
  const parsed = ipaddr.process(plain);
  if (parsed.kind() === 'ipv4') return plain;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/64`).toString()}/64`;
}

/** Some proxies write the port too: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  return bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
