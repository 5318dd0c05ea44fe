import ipaddr from 'ipaddr.js';

type Connection = {
  /** The address at the other end of the socket. */
  peer: string | undefined;
  /** The header `x-forwarded-for` as it came; several of them joined by commas. */
  forwardedFor: string | undefined;
  /** How many proxies of the operator's own stand in front. */
  trustedProxies: number;
};

/** Used when there is no address, for example because the socket is already closed. */
export const UNKNOWN_ADDRESS = 'unknown';

/**
 * The client address of a request. Each proxy appends the address it saw, so with `n` trusted proxies the `n`th entry
 * from the right was written by the outermost one; entries further left may be forged. Without proxies the header is
 * ignored.
 */
export function clientAddress({ peer, forwardedFor, trustedProxies }: Connection): string {
  const entries = trustedProxies > 0 && forwardedFor ? forwardedFor.split(',') : [];
  // Fewer entries than proxies: the request came in behind the outermost one, and the leftmost entry is an inner proxy's.
  const entry = entries[Math.max(0, entries.length - trustedProxies)];
  return plainAddress(entry) ?? plainAddress(peer) ?? UNKNOWN_ADDRESS;
}

/** The canonical spelling of an address; IPv4-mapped IPv6 (`::ffff:192.0.2.1`) becomes IPv4. Null for anything else. */
export function plainAddress(text: string | undefined): string | null {
  const bare = withoutPort(text?.trim() ?? '').replace(/%.*$/, '');
  // Only some parsers accept the short forms (`1`, `0x7f.1`).
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare).toString();
  return ipaddr.IPv6.isValid(bare) ? ipaddr.process(bare).toString() : null;
}

/**
 * The group of addresses that count as one visitor: an IPv4 address, or a /64 of IPv6, within which one machine may
 * choose any address. Source: RFC 6177 (a site gets at least a /64).
 */
export function addressGroup(address: string): string {
  const plain = plainAddress(address);
  if (plain === null) return address;
  const parsed = ipaddr.process(plain);
  if (parsed.kind() === 'ipv4') return plain;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${plain}/64`).toString()}/64`;
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  return bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
