import type { ItemKind } from '#lib/networks/contract.ts';

/**
 * What a check looks at: `sign_in`: the credentials; `scope`: a permission; `read`: an endpoint; `event`: what the network should
 * push; `webhook`: our own public address; `quota`: a rate limit against the schedule; `budget`: money against the schedule.
 */
export const checkKinds = ['sign_in', 'scope', 'read', 'event', 'webhook', 'quota', 'budget'] as const;
export type CheckKind = (typeof checkKinds)[number];

export const checkOutcomes = ['passed', 'failed', 'unknown'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** Why a line did not pass, beside the reasons of the connector contract. */
export const checkReasons = [
  /** The account has not granted the permission. */
  'scope_missing',
  /** The network does not tell. */
  'not_told',
  /** The network accepted the subscription and does not list the event. */
  'not_subscribed',
  /** The operator sets it up in the network's own dashboard. */
  'set_up_by_hand',
  'nothing_to_read',
  'not_on_account',
  /** The credentials are refused, so nothing else was tried. */
  'signed_out',
  /** It costs money, which only a member's own check spends. */
  'costs_money',
  'webhook_unreachable',
  'webhook_redirects',
  'webhook_foreign',
  'quota_too_small',
  'quota_nearly_used',
  'budget_too_small',
  'no_budget',
  /** An error of Parvis. */
  'broken',
] as const;
export type CheckReason = (typeof checkReasons)[number];

/** What one step has found out. */
export type CheckResult = {
  outcome: CheckOutcome;
  /** A {@link CheckReason} or a reason of the connector contract. */
  reason?: string;
  /** The network's own words, without secrets. */
  detail?: string;
  needed?: number;
  available?: number;
  channels?: number;
};

export type CheckLineView = {
  kind: CheckKind;
  /** The network's name of what is checked. */
  name: string;
  /** The kinds of item that do not come without it. */
  itemKinds: ItemKind[];
  /** Null while it waits. */
  outcome: CheckOutcome | null;
  reason: string | null;
  detail: string | null;
  /** Of a quota, in calls or units a day: what the schedule uses, how much there is, and by how many channels it is shared. Of a budget: millionths of a US dollar a month. */
  needed: number | null;
  available: number | null;
  channels: number | null;
  tookMs: number | null;
};

/** A trial: the first message after its start, when it came and by which way. Dates are ISO 8601. */
export type TrialView = {
  startedAt: string;
  arrival: { at: string; writtenAt: string; way: 'push' | 'poll'; itemKind: ItemKind } | null;
};

/** What no document of the network says for certain. */
export type FactView = {
  name: string;
  /** The read that settles it, by its name; `trial`. */
  settledBy: string;
  found: string | null;
  foundAt: string | null;
};

export type ChannelCheckView = {
  /** The latest; null before the first. */
  check: {
    id: string;
    isAutomatic: boolean;
    createdAt: string;
    /** Null while it runs. */
    finishedAt: string | null;
    lines: CheckLineView[];
  } | null;
  /** The most that a check begun by a member costs, in millionths of a US dollar; null where calls cost nothing. */
  costMicros: number | null;
  trial: TrialView | null;
  facts: FactView[];
};
