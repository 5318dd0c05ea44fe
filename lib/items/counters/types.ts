import type { ItemKind } from '#lib/networks/contract.ts';
import type { ItemStatus, ViewName } from '../types.ts';

/** Exact numbers. `byView` is the caller's: `mine` is hers. */
export type Counts = {
  byStatus: Record<ItemStatus, number>;
  byView: Record<ViewName, number>;
  /** Open items of each channel. */
  byChannel: Record<string, number>;
  /** Open items of each kind. */
  byKind: Record<ItemKind, number>;
  /** Open items of each team that nobody holds. */
  byTeam: Record<string, number>;
  /** Items that match the filter asked for, when one was. */
  matching?: number;
};

/** How many items a member answered, resolved and snoozed. */
export type Done = { answered: number; resolved: number; snoozed: number };
