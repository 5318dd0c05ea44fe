import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is assigned to the public internet (IANA: 2000::/3). */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
/** Prefixes with an IPv4 address in the last 32 bits: IPv4-mapped (RFC 4291) and public NAT64 (RFC 6052). */
const carriersOfIpv4: [ipaddr.IPv6, number][] = [
  [ipaddr.IPv6.parse('::ffff:0:0'), 96],
  [ipaddr.IPv6.parse('64:ff9b::'), 96],
];

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local, carrier-grade NAT,
 * multicast, reserved or documentation, nor a tunnel (6to4, Teredo) that could end in one of these.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.zoneId) return false;
  if (carriersOfIpv4.some(([prefix, bits]) => parsed.match(prefix, bits))) {
    return new ipaddr.IPv4(parsed.toByteArray().slice(12)).range() === 'unicast';
  }
  return parsed.match(...globalUnicast) && parsed.range() === 'unicast';
}
