import type { HistoryAct } from '../history/record-history.ts';
import { type HistoryEntry, LEASE_MS } from '../types.ts';

/** Whoever touches nothing in a workspace for this long has left it, as a claim that nobody renews lapses, in milliseconds. */
export const AWAY_MS = LEASE_MS;

/** The most items of one sort that count as a member's, the latest first: what is told need not be read for all of an owner of very many. */
export const HELD_LIMIT = 1_000;
/** The most lines of each kind that are shown; the others are counted. */
export const SINCE_LEFT_LIMIT = 200;
/** The most acts of one line that are shown, the newest first; the others are counted. */
export const ACTS_SHOWN = 3;
/** The most ids that come with an acknowledgment. */
export const SEEN_LIMIT = 500;
/** The most ids that are kept: those of an earlier acknowledgment may still be young. */
export const KEPT_IDS = 2 * SEEN_LIMIT;

/** What others do to an item that its owner is told of. Tags and other small changes are in the item's history only. */
export const toldActs = [
  'claimed',
  'released',
  'claim_lapsed',
  'assigned',
  'routed',
  'unrouted',
  'parts_changed',
  'part_done',
  'part_reopened',
  'asked_for',
  'handed_over',
  'succeeded',
  'resolved',
  'reopened',
  'snoozed',
  'ignored',
  'restricted',
  'noted',
  'replied',
  'reply_cancelled',
  'action_done',
  'action_failed',
  'action_unconfirmed',
  'approval_asked',
  'approval_escalated',
  'reply_approved',
  'reply_sent_back',
  'reply_rewritten',
  'approval_taken_back',
  'guest_approved',
  'guest_sent_back',
  'guest_answered',
  'reply_held',
  'reply_rescheduled',
  'promise_made',
  'promise_kept',
  'promise_withdrawn',
  'promise_reopened',
  'promise_moved',
  'edited_upstream',
  'deleted_upstream',
  'case_joined',
  'case_left',
  'undone',
] as const satisfies readonly HistoryAct[];

export const dueReasons = ['late', 'closing', 'woken'] as const;
/** It waits for longer than a day; its reply window closes; its snooze ended while the member was away. */
export type DueReason = (typeof dueReasons)[number];

/** Which item a line is about. */
export type LineItem = { id: string; network: string; contactName: string; preview: string };

/** One item that changed. `at`: the newest change, ISO 8601 as all moments here. */
export type ChangedLine = {
  item: LineItem;
  at: string;
  /** The newest acts, at most `ACTS_SHOWN`. */
  acts: Pick<HistoryEntry, 'id' | 'act' | 'member' | 'details' | 'createdAt'>[];
  /** How many acts there are besides those. */
  moreActs: number;
  /** How many messages the contact wrote. */
  messages: number;
};

/** @property moment when its window closes; else since when it waits, or when its snooze ended */
export type DueLine = { item: LineItem; reason: DueReason; moment: string };

/** @property count how many promises of the item these are; the words and the moment are of the first that is due */
export type PromisedLine = { item: LineItem; text: string; dueAt: string; count: number; isPassedOn: boolean };

export type Lines<Line> = { total: number; lines: Line[] };

/** What a member is shown who comes back. */
export type SinceLeft = {
  /** When they left; null: there is nothing to tell, because they have never been away. */
  leftAt: string | null;
  /** Up to which moment this tells, to be handed to the acknowledgment with `seen`. */
  until: string;
  isAcknowledged: boolean;
  changed: Lines<ChangedLine>;
  due: Lines<DueLine>;
  promised: Lines<PromisedLine>;
  seen: string[];
};
