import type { Allowance, AppSettings, Connector } from '#lib/networks/contract.ts';

/** The other side's clock and the way there: a span is held to have ended a second later than it should. */
const MARGIN_MS = 1_000;

/** Whose allowances a call takes from. */
export type AllowanceOwner = { network: string; channelId: string; networkAppId: string | null };

/** The channel or the workspace's app whose limit it is; null: the operator's app. */
export function limitOwnerId({ scope }: Allowance, owner: AllowanceOwner): string | null {
  return scope === 'channel' ? owner.channelId : owner.networkAppId;
}

/** Under which an allowance's use is counted, for all workers together. */
export function allowanceKey(allowance: Allowance, name: string, owner: AllowanceOwner): string {
  return `${owner.network}:${limitOwnerId(allowance, owner) ?? 'operator'}:${name}`;
}

/** The quota as the operator knows it for his app, or as the network publishes it. */
export function maxOf({ max, maxOption }: Allowance, app: AppSettings): number | undefined {
  const set = maxOption === undefined ? 0 : Number(app.options[maxOption]);
  return set > 0 ? set : max;
}

/** How long a span lasts that begins now, or when it ends. */
export function spanOf({ window }: Allowance, now: Date): { ms: number } | { endsAt: Date } {
  if ('ms' in window) return { ms: window.ms + MARGIN_MS };
  const zone = window.until === 'midnight_utc' ? 'UTC' : 'America/Los_Angeles';
  return { endsAt: new Date(nextMidnight(zone, now).getTime() + MARGIN_MS) };
}

/** The network's own moment, with our margin. */
export function endOf(resetAt: Date): Date {
  return new Date(resetAt.getTime() + MARGIN_MS);
}

/** All that a connector declares, by name. */
export function allowancesOf(connector: Pick<Connector, 'allowances'>): [string, Allowance][] {
  return Object.entries(connector.allowances ?? {});
}

type Zone = 'UTC' | 'America/Los_Angeles';

// Made once: each formatter holds some 100 kB outside of the heap, which no collector sees.
const calendars: Record<Zone, Intl.DateTimeFormat> = {
  UTC: new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC', dateStyle: 'short' }),
  'America/Los_Angeles': new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' }),
};
/** The span in which a midnight is the next one. */
const found = new Map<Zone, { from: number; midnight: number }>();

/** The next time that the clocks of a zone show midnight, on days of 23 and 25 hours too. */
function nextMidnight(timeZone: Zone, now: Date): Date {
  const from = now.getTime();
  const known = found.get(timeZone);
  if (known && from >= known.from && from < known.midnight) return new Date(known.midnight);
  const date = (at: number) => calendars[timeZone].format(at);
  const today = date(from);
  let [before, after] = [from, from + 26 * 3_600_000];
  // The date changes once in between: halved until the millisecond is known.
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (date(middle) === today) before = middle;
    else after = middle;
  }
  found.set(timeZone, { from, midnight: after });
  return new Date(after);
}
