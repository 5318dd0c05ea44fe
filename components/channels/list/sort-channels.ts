import type { ChannelView } from '#lib/channels/types.ts';
import { healthByTrouble, healthOf } from '../channel-health.ts';

export const channelColumns = ['name', 'status', 'received', 'delay', 'open', 'proof', 'access'] as const;
export type ChannelColumn = (typeof channelColumns)[number];
export type ChannelSort = { by: ChannelColumn; isDescending: boolean };

/** Trouble first. */
export const firstSort: ChannelSort = { by: 'status', isDescending: false };

/** These columns show their largest or latest value first when one begins to sort by them. */
const largestFirst: readonly ChannelColumn[] = ['received', 'delay', 'open', 'proof'];

/** The order after a click on a column: its natural one, then the other way round. */
export function nextSort(sort: ChannelSort, by: ChannelColumn): ChannelSort {
  return { by, isDescending: sort.by === by ? !sort.isDescending : largestFirst.includes(by) };
}

/** Reads the order of an address: `delay`, or `-delay` for the largest first. Anything else is the first order. */
export function parseSort(value: string | null): ChannelSort {
  const isDescending = value?.startsWith('-') ?? false;
  const by = channelColumns.find((column) => column === (isDescending ? value?.slice(1) : value));
  return by ? { by, isDescending } : firstSort;
}

/** Writes an order for the address; null for the first one. */
export function sortText({ by, isDescending }: ChannelSort): string | null {
  if (by === firstSort.by && isDescending === firstSort.isDescending) return null;
  return isDescending ? `-${by}` : by;
}

/** How many messages two comparisons in a row did not find here; null where nothing was compared or nothing can be read. */
export function missingMessages({ capabilities, proof }: ChannelView): number | null {
  if (!capabilities.comment || proof.posts.length === 0) return null;
  return proof.missing;
}

/** When somebody must renew the channel's credentials; null where they are renewed automatically or do not expire. */
export function accessEndsAt({ limits }: ChannelView): string | null {
  return limits && limits.tokenRenewsAt === null ? limits.tokenExpiresAt : null;
}

/** Sorts by a column. Channels without a value come last in both directions; equal ones by trouble, then by name. */
export function sortChannels(
  channels: readonly ChannelView[],
  { by, isDescending }: ChannelSort,
  { now, locale }: { now: number; locale: string },
): ChannelView[] {
  const names = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const troubleOf = new Map(channels.map((one) => [one.id, healthByTrouble.indexOf(healthOf(one, now))]));
  const trouble = (one: ChannelView) => troubleOf.get(one.id) ?? 0;
  const compareName = (a: ChannelView, b: ChannelView) =>
    names.compare(a.name, b.name) || names.compare(a.networkName, b.networkName);
  const values: Record<Exclude<ChannelColumn, 'name'>, (one: ChannelView) => number | null> = {
    status: trouble,
    received: ({ health }) => moment(health.lastMessageAt),
    delay: ({ health }) => health.lagP50Ms,
    open: ({ health }) => health.openItems,
    proof: missingMessages,
    access: (one) => moment(accessEndsAt(one)),
  };
  const compare = by === 'name' ? compareName : compareValues(values[by], isDescending);
  const turn = by === 'name' && isDescending ? -1 : 1;
  return [...channels].sort(
    (a, b) => turn * compare(a, b) || trouble(a) - trouble(b) || compareName(a, b) || (a.id < b.id ? -1 : 1),
  );
}

function compareValues(valueOf: (one: ChannelView) => number | null, isDescending: boolean) {
  return (a: ChannelView, b: ChannelView) => {
    const [first, second] = [valueOf(a), valueOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return isDescending ? second - first : first - second;
  };
}

function moment(at: string | null): number | null {
  return at === null ? null : Date.parse(at);
}
