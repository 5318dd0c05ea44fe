import type { MemberRef } from '#lib/realtime/types.ts';

/**
 * `pending`: the reply in which it was made is not sent, so nothing is owed; `open`: owed; `kept`; `withdrawn` with a reason.
 * An open promise whose moment has passed is late.
 */
export const promiseStates = ['pending', 'open', 'kept', 'withdrawn'] as const;
export type PromiseState = (typeof promiseStates)[number];

/** The longest words of a promise, in UTF-16 units. */
export const PROMISE_TEXT_LIMIT = 500;
/** The longest reason for which one is withdrawn, in UTF-16 units. */
export const PROMISE_REASON_LIMIT = 500;
/** The furthest moment that can be promised, in milliseconds from now. */
export const PROMISE_LIMIT_MS = 366 * 86_400_000;
/** The most promises of an item that are owed or wait for their reply. */
export const PROMISES_OF_ITEM = 20;
/** The hour at which a promised day without an hour ends. */
export const END_OF_WORKING_DAY = 18;

/** What a member promises: the words, and the moment by which it is owed. */
export type PromiseInput = { text: string; dueAt: Date };

/** Dates are ISO 8601 in UTC. */
export type PromiseView = {
  id: string;
  state: PromiseState;
  text: string;
  dueAt: string;
  /** The reply in which it was made. */
  actionId: string | null;
  /** The reply that keeps it, as soon as that one is sent; not one that failed. */
  keptByActionId: string | null;
  madeBy: MemberRef;
  /** Who owes it now: the owner of the item, else who made it; null: neither is here. */
  owedBy: MemberRef | null;
  createdAt: string;
  endedAt: string | null;
  endedBy: MemberRef | null;
  reason: string | null;
};
