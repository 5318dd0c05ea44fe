import type { CaseView } from '../types.ts';

export { type CaseReason, caseReasons } from '../list/types.ts';
export type { CaseSuggestion, CaseView } from '../types.ts';

/** Longest title of a case, in characters. */
export const CASE_TITLE_LIMIT = 120;
/** The most items that one act puts into a case, and that a case shows. */
export const CASE_ITEMS_LIMIT = 50;
/** The furthest deadline, in milliseconds from now. */
export const CASE_DUE_LIMIT_MS = 366 * 86_400_000;

/** An open case to put an item into. @property itemCount those that the reader may see */
export type CaseChoice = { id: string; title: string; itemCount: number };

/** What an act on a case answers: the case as it is now (null: the caller sees nothing in it any more), and what takes it back. */
export type CaseResult = { case: CaseView | null; undo: string | null };

/** Why an item of a case was not given to who is to have the case: it is done, or that person does not see it. */
export const caseSkips = ['done', 'unseen'] as const;
export type CaseSkip = (typeof caseSkips)[number];
/** @property given how many items have the owner now */
export type CaseGiven = CaseResult & { given: number; skipped: { itemId: string; reason: CaseSkip }[] };
