import type { ItemKind } from '#lib/networks/contract.ts';

export const itemStatuses = ['open', 'waiting', 'snoozed', 'resolved', 'ignored'] as const;
export type ItemStatus = (typeof itemStatuses)[number];

export const itemSorts = ['newest', 'oldest', 'priority', 'expiring', 'promised'] as const;
export type ItemSort = (typeof itemSorts)[number];

export type ItemFilter = {
  status?: ItemStatus[];
  /** `me`, `none`, or a member's id: whose part in it is not done. */
  assignee?: string;
  /** A team's id. */
  team?: string;
  network?: string;
  kind?: ItemKind;
  channel?: string;
  /** A tag's id or name. */
  tag?: string;
  /** Full-text search in the item's messages, names and handles. */
  q?: string;
  /** A reply waits for an approval. */
  approval?: boolean;
  /** A reply has a time at which it is sent, or is held. */
  scheduled?: boolean;
  /** Something is promised and still owed. */
  promised?: boolean;
  failed?: boolean;
  expiring?: boolean;
  contact?: string;
  /** True: what the caller has not read. */
  unread?: boolean;
  /** 0 none, 1 low, 2 normal, 3 high, 4 urgent */
  priority?: number[];
  /** BCP 47 tags. */
  language?: string[];
  /** Stars of a review. */
  rating?: number[];
  /** The latest activity is not before this: ISO 8601, or how long ago as a duration (`P7D`, `PT4H`). */
  from?: string;
  /** The latest activity is before this. */
  until?: string;
  /** Tags, each an id or a name. */
  allTags?: string[];
  /** At least one of these tags. */
  anyTags?: string[];
  noTags?: string[];
};

/** What a row of the queue says of its item's case. Dates are ISO 8601 strings in UTC. */
export type CaseRef = { id: string; title: string; dueAt: string | null; closedAt: string | null };

/** Why two items may belong together: one person wrote both, or a direct message soon after a comment on a post of the brand. */
export const caseReasons = ['message_after_comment', 'same_person'] as const;
export type CaseReason = (typeof caseReasons)[number];

/** The fields that a text search (`q`) cannot be combined with. */
export const notSearched = [
  'team',
  'approval',
  'scheduled',
  'promised',
  'unread',
  'priority',
  'language',
  'rating',
  'from',
  'until',
  'allTags',
  'anyTags',
  'noTags',
] as const satisfies readonly (keyof ItemFilter)[];

/** The most tags, languages or other values that one field of a filter takes. */
export const FILTER_VALUES_LIMIT = 10;

/** ISO 8601: a moment with its offset, or a duration of whole days or hours. */
export const momentPattern =
  /^(?:P\d{1,4}D|PT\d{1,4}H|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))$/;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * The time of a moment, or of how long ago one is: so that a saved view of the last seven days stays one.
 * @param now in milliseconds, like the answer; NaN for a date that no calendar has
 */
export function momentMs(given: string, now: number): number {
  const [, days, hours] = /^P(?:(\d+)D|T(\d+)H)$/.exec(given) ?? [];
  if (days === undefined && hours === undefined) return Date.parse(given);
  return now - Number(days ?? 0) * DAY_MS - Number(hours ?? 0) * HOUR_MS;
}
