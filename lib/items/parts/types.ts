import type { MemberRef } from '#lib/realtime/types.ts';

/** Longest word with a request or a hand-over, in characters. */
export const WORD_LIMIT = 280;

/** Somebody's part in an item; `doneAt` null: not done. */
export type PartView = MemberRef & { doneAt: string | null };
/** A colleague asks the owner for the item. */
export type RequestView = MemberRef & { word: string; askedAt: string };

/** Who has which part in an item besides its owner, and what is asked of the owner. */
export type PeopleOfItem = {
  /** Since when the owner has it, where that is known. */
  heldSince: string | null;
  /** When the owner finished the owner's part. */
  ownerDoneAt: string | null;
  contributors: PartView[];
  approver: PartView | null;
  /** True: closed only when all parts are done; false: anyone may close it. */
  needsAll: boolean;
  team: MemberRef | null;
  /** Whose claim ended because they went silent, until somebody has the item again. */
  lapsedOwner: MemberRef | null;
  /** Who asks the owner for it, first come first. */
  requests: RequestView[];
};
