import { lookup as resolve, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { HttpFailure } from './http-failure.ts';
import { isPublicAddress } from './public-address.ts';

const CONNECT_TIMEOUT_MS = 10_000;

const agents = new Map<boolean, Agent>();

/**
 * The HTTP agent of this process. The socket connects to exactly the address that was checked: the check runs inside the
 * socket's DNS lookup, so a name that resolves differently the second time (DNS rebinding) gains nothing.
 */
export function guardedAgent(allowPrivate: boolean): Agent {
  const known = agents.get(allowPrivate);
  if (known) return known;
  const agent = new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(allowPrivate ? {} : { lookup: lookupPublic }) },
  });
  agents.set(allowPrivate, agent);
  return agent;
}

const lookupPublic: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      return done(new HttpFailure('address_not_allowed', { sent: false, detail: hostname }), []);
    }
    if (options.all) return done(null, addresses satisfies LookupAddress[]);
    done(null, first.address, first.family);
  });
};
