import { z } from 'zod';
import type { ItemFilter } from '../types.ts';
import type { BulkChange } from './types.ts';

const people = {
  ownerId: z.string().nullable().optional(),
  contributorIds: z.array(z.string()).optional(),
  approverId: z.string().nullable().optional(),
  teamId: z.string().nullable().optional(),
  needsAll: z.boolean().optional(),
};

const names = z.array(z.string()).optional();

/** What a job's row says that is to be done; the filter is read by the list's own check. */
const storedInput = z.object({
  filter: z.record(z.string(), z.unknown()),
  change: z.discriminatedUnion('act', [
    z.object({ act: z.enum(['claim', 'release', 'resolve', 'reopen', 'ignore']) }),
    z.object({ act: z.literal('snooze'), until: z.coerce.date() }),
    z.object({ act: z.literal('prioritize'), priority: z.number() }),
    z.object({ act: z.literal('assign'), ...people }),
    z.object({ act: z.literal('tag'), add: names, remove: names }),
  ]),
});

export function readStoredInput(stored: unknown): { filter: ItemFilter; change: BulkChange } {
  const { filter, change } = storedInput.parse(stored);
  // Absent values are absent keys in what was stored.
  return { filter: filter as ItemFilter, change: change as BulkChange };
}
