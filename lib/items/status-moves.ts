import type { ItemStatus } from './types.ts';

/** From which status to which, for every status: parts of the table of transitions. */
export const unchanged = {
  open: 'open',
  waiting: 'waiting',
  snoozed: 'snoozed',
  resolved: 'resolved',
  ignored: 'ignored',
} as const;
export const allStatuses = ['open', 'waiting', 'snoozed', 'resolved', 'ignored'] as const;
export const becomes = <To extends ItemStatus | 'before'>(to: To) =>
  ({ open: to, waiting: to, snoozed: to, resolved: to, ignored: to }) as const;

/** Reopens an answered item; any other item is already open, or was put aside on purpose. */
export const comesBack = { ...unchanged, waiting: 'open', resolved: 'open' } as const;
/** Reopens every item except an ignored one. */
export const reopensAllButIgnored = { ...becomes('open'), ignored: 'ignored' } as const;
