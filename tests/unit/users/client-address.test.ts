import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressGroup, clientAddress, plainAddress } from '#lib/http/client-address.ts';

const PEER = '192.0.2.1';

test.each([
  [0, undefined, PEER],
  [0, '203.0.113.1', PEER],
  [0, '203.0.113.1, 203.0.113.2', PEER],
  [1, undefined, PEER],
  [1, '203.0.113.1', '203.0.113.1'],
  [1, '203.0.113.1, 203.0.113.2', '203.0.113.2'],
  [1, '203.0.113.1,203.0.113.2,203.0.113.3', '203.0.113.3'],
  [2, '203.0.113.1, 203.0.113.2, 203.0.113.3', '203.0.113.2'],
  [2, '203.0.113.2', '203.0.113.2'],
  [1, '203.0.113.1, nonsense', PEER],
  [1, '203.0.113.1, ', PEER],
  [1, '[2001:DB8::1]:4711', '2001:db8::1'],
  [1, '198.51.100.1:4711', '198.51.100.1'],
  [1, '::ffff:198.51.100.1', '198.51.100.1'],
])('behind %i proxies, with x-forwarded-for %j, the client address is %s', (trustedProxies, forwardedFor, address) => {
  expect(clientAddress({ peer: `::ffff:${PEER}`, forwardedFor, trustedProxies })).toBe(address);
});

test('what a visitor writes into x-forwarded-for does not change the client address', () => {
  const proxies = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 3 }), (forged, trustedProxies) => {
      const written = proxies.slice(-trustedProxies).join(', ');
      const address = clientAddress({ peer: PEER, forwardedFor: `${forged}, ${written}`, trustedProxies });
      expect(address).toBe(proxies.at(-trustedProxies));
    }),
  );
});

test('without a proxy, x-forwarded-for is ignored', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), (forwardedFor) => {
      expect(clientAddress({ peer: PEER, forwardedFor, trustedProxies: 0 })).toBe(PEER);
    }),
  );
});

describe('grouping of addresses', () => {
  test.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:0:0:0:0/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:0:0:0:0/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3:0:0:0:0/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
  ])('the address %s counts as %s', (address, group) => {
    expect(addressGroup(address)).toBe(plainGroup(group));
  });
  test.each(['', '1', '0x7f.1', '192.0.2', '192.0.2.256', 'evil', '192.0.2.1 evil'])(
    '%j is not an IP address',
    (text) => {
      expect(plainAddress(text)).toBeNull();
    },
  );
});

/** The spelling of the library, which shortens zeros. */
const plainGroup = (group: string) => group.replace(':0:0:0:0/64', '::/64');
