/** Handshakes that one address may have at once, and after which pause it gets another, in milliseconds. */
const OWN = { most: 10, everyMs: 10_000 };
/** What all addresses of an app share beside it: it is full again ten seconds after whoever emptied it went away. */
const SHARED = { most: 50, everyMs: 200 };
/** How long an address keeps its own share, in milliseconds: networks ask again every two hours at the latest. */
const REMEMBERED_MS = 24 * 3_600_000;
/** So many addresses of an app have one; later ones use the shared part. */
const MOST_REMEMBERED = 2_000;
const MOST_APPS = 1_000;

type Share = { left: number; at: number };
type AppShares = { shared: Share; own: Map<string, Share> };

const holder = globalThis as typeof globalThis & { parvisHandshakes?: Map<string, AppShares> };

/**
 * Whether a handshake may be answered now. An address may be made up, since it can come from a header: whoever writes
 * the network's own there uses up its share and then needs the shared part too, at five a second without a pause, to
 * keep the network out; an address that asked before a flood of made-up ones keeps a share that they do not touch.
 * @param app whose webhook address was asked: a network, and a workspace's own app
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
  // Set anew each time, so that the first one is the one that asked longest ago.
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
