/** Token bucket of one address: its size, and how often a token is added, in milliseconds. */
const OWN = { most: 10, everyMs: 10_000 };
/** Token bucket shared by all addresses of an app. It refills within ten seconds after an attack ends. */
const SHARED = { most: 50, everyMs: 200 };
/** How long an address keeps its own bucket, in milliseconds; networks repeat handshakes at least every two hours. */
const REMEMBERED_MS = 24 * 3_600_000;
/** Addresses of an app with a bucket of their own; further ones use the shared bucket. */
const MOST_REMEMBERED = 2_000;
const MOST_APPS = 1_000;

type Share = { left: number; at: number };
type AppShares = { shared: Share; own: Map<string, Share> };

const holder = globalThis as typeof globalThis & { parvisHandshakes?: Map<string, AppShares> };

/**
 * Whether a handshake may be answered now. Addresses can be forged, since they may come from a header. To lock a network
 * out, an attacker must forge the network's own address and also drain the shared bucket, at five requests a second
 * without a pause; an address that was seen before a flood of forged ones keeps its own bucket.
 * @param app whose webhook address was called: a network, and a workspace's own app
 */
export function takeHandshake(app: string, address: string, now = Date.now()): boolean {
  const apps = (holder.parvisHandshakes ??= new Map());
  const shares = apps.get(app) ?? { shared: { left: SHARED.most, at: now }, own: new Map<string, Share>() };
  if (!apps.has(app)) {
    if (apps.size >= MOST_APPS) apps.clear();
    apps.set(app, shares);
  }
  const own = ownShare(shares.own, address, now);
  return (own !== null && take(own, OWN, now)) || take(shares.shared, SHARED, now);
}

function ownShare(known: Map<string, Share>, address: string, now: number): Share | null {
  const share = known.get(address) ?? { left: OWN.most, at: now };
  // Insert again each time, so that the first entry is the least recently used.
  if (!known.delete(address) && known.size >= MOST_REMEMBERED) {
    const [[oldest, { at }] = ['', { at: now }]] = known;
    if (now - at <= REMEMBERED_MS) return null;
    known.delete(oldest);
  }
  known.set(address, share);
  return share;
}

function take(share: Share, { most, everyMs }: { most: number; everyMs: number }, now: number): boolean {
  const left = Math.min(most, share.left + (now - share.at) / everyMs);
  share.left = left >= 1 ? left - 1 : left;
  share.at = now;
  return left >= 1;
}
