import type { Role } from '#lib/caller.ts';
import type { MemberRef } from '#lib/realtime/types.ts';
import type { Absence } from '#lib/workspaces/availability/types.ts';
import type { CannotReceive } from '../members/may-receive.ts';

/** Whoever waits for an answer longer than this waits too long, in milliseconds. */
export const LATE_MS = 24 * 3_600_000;

/** How much a member has on their hands. The oldest are of the open items. */
export type MemberWork = MemberRef & {
  role: Role;
  /** A browser of theirs is open. */
  isHere: boolean;
  /** Why they are not at work, by what they set. */
  absence: Absence | null;
  open: number;
  waiting: number;
  snoozed: number;
  /** Open items of others with a part of theirs that is not done. */
  parts: number;
  /** How many are in their queue: what they hold, without what waits for others, and their parts. */
  queue: number;
  /** Open for longer than LATE_MS since the contact wrote. */
  late: number;
  /** The reply window closes within EXPIRING_MS. */
  expiring: number;
  /** Open promises that they owe; `latePromises` of them are late. */
  promises: number;
  latePromises: number;
  oldestHeldSince: string | null;
  oldestInboundAt: string | null;
};
export type TeamWork = { members: MemberWork[]; unassigned: number };

/** Somebody to whom items can be given; `cannot`: why not. */
export type ReceiverView = MemberRef & { role: Role; isHere: boolean; open: number; cannot: CannotReceive | null };
