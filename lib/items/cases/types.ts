import type { ItemRow, MemberRef } from '../types.ts';

/** Longest title of a case, in characters. */
export const CASE_TITLE_LIMIT = 120;
/** The most items that one act puts into a case, and that a case shows. */
export const CASE_ITEMS_LIMIT = 50;
/** The furthest deadline, in milliseconds from now. */
export const CASE_DUE_LIMIT_MS = 366 * 86_400_000;

/** What a row of the queue says of its item's case. Dates are ISO 8601 strings in UTC. */
export type CaseRef = { id: string; title: string; dueAt: string | null; closedAt: string | null };

/** An open case to put an item into. @property itemCount those that the reader may see */
export type CaseChoice = { id: string; title: string; itemCount: number };

/** A case, as far as the reader sees it. */
export type CaseView = CaseRef & {
  /** Who answers for the whole; each item has an owner of its own. Null also for somebody who has left. */
  owner: MemberRef | null;
  /** Those that the reader may see, the oldest first. Nothing tells of others. */
  items: ItemRow[];
  /** To name when changing it. */
  version: number;
};

/** Why two items may belong together: one person wrote both, or a direct message soon after a comment on a post of the brand. */
export const caseReasons = ['message_after_comment', 'same_person'] as const;
export type CaseReason = (typeof caseReasons)[number];

/** An item that may belong to the same matter. Its `case`, where it has one, is the one to join. */
export type CaseSuggestion = { item: ItemRow; reason: CaseReason };

/** What an act on a case answers: the case as it is now (null: the caller sees nothing in it any more), and what takes it back. */
export type CaseResult = { case: CaseView | null; undo: string | null };

/** Why an item of a case was not given to who is to have the case: it is done, or that person does not see it. */
export const caseSkips = ['done', 'unseen'] as const;
export type CaseSkip = (typeof caseSkips)[number];
/** @property given how many items have the owner now */
export type CaseGiven = CaseResult & { given: number; skipped: { itemId: string; reason: CaseSkip }[] };
