import type { RefusalCode } from '#lib/refusal.ts';
import type { Assignment } from '../change/assign-items.ts';
import type { MemberRef } from '../types.ts';

/** What is done to each of many items. */
export type BulkChange =
  | { act: 'claim' | 'release' | 'resolve' | 'reopen' | 'ignore' }
  | { act: 'snooze'; until: Date }
  | { act: 'prioritize'; priority: number }
  | ({ act: 'assign' } & Assignment)
  | { act: 'tag'; add?: string[]; remove?: string[] };

export const bulkStates = ['queued', 'running', 'done', 'cancelled', 'stopped'] as const;
export type BulkState = (typeof bulkStates)[number];

/**
 * Why an item was left as it was: a colleague has it, others' parts are open, it was so already, somebody to be assigned
 * does not see it, it was changed after the act that is taken back.
 */
export const skipReasons = ['held', 'parts', 'same', 'unseen', 'changed_since'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** How far a job is and what came of it. Dates are ISO 8601 strings in UTC. */
export type BulkJobView = {
  id: string;
  /** `undo` takes back the job `undoesId`. */
  act: BulkChange['act'] | 'undo';
  undoesId: string | null;
  state: BulkState;
  /** How many items matched as it was asked for; null for a search, which is not counted. */
  total: number | null;
  seen: number;
  changed: number;
  /** What was left as it was; `member` is who has the items, for `held`. */
  skipped: { reason: SkipReason; member: MemberRef | null; items: number }[];
  /** Why it stopped before its end. */
  stopReason: RefusalCode | 'unexpected' | null;
  createdAt: string;
  finishedAt: string | null;
};
