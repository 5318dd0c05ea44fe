import { z } from 'zod';
import { bulkAct } from '#lib/inbox/bulk-act.ts';
import { renewClaims } from '#lib/inbox/renew-claims.ts';
import { BULK_LIMIT } from '#lib/inbox/types.ts';
import { undoAct } from '#lib/inbox/undo-act.ts';
import { operation } from '../operation.ts';
import { count, id, none, nothing } from '../schemas/fields.ts';
import { itemRow } from '../schemas/item.ts';
import { itemFilter } from './items.ts';

export const manyItemsOperations = [
  operation({
    id: 'undo',
    method: 'POST',
    path: 'undo',
    summary: 'Take an act back with the `undo` it answered',
    permission: 'items.work',
    params: none,
    query: none,
    body: z.object({ undo: z.string().min(1).max(2_000) }),
    answer: z.object({ items: z.array(itemRow) }),
    run: async (caller, { body }) => await undoAct(caller, body),
  }),
  operation({
    id: 'renewClaims',
    method: 'POST',
    path: 'claims/renew',
    summary: 'Keep what the caller has claimed for another half hour',
    permission: 'items.work',
    status: 204,
    params: none,
    query: none,
    body: none,
    answer: nothing,
    run: async (caller) => {
      await renewClaims(caller);
      return undefined;
    },
  }),
  operation({
    id: 'bulk',
    method: 'POST',
    path: 'bulk',
    summary: 'One act on many items: those named, or all that match a filter',
    permission: 'items.work',
    params: none,
    query: none,
    body: z.object({
      itemIds: z.array(id).min(1).max(BULK_LIMIT).optional(),
      filter: itemFilter.optional(),
    }),
    answer: z.object({ changed: count, undo: z.string().nullable() }),
    run: async (caller, { body }) => await bulkAct(caller, body),
  }),
];
