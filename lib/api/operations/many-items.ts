import { z } from 'zod';
import { type BulkInput, bulkAct } from '#lib/items/bulk/bulk-act.ts';
import type { BulkChange } from '#lib/items/bulk/types.ts';
import { renewClaims } from '#lib/items/claims/renew-claims.ts';
import { BULK_LIMIT } from '#lib/items/types.ts';
import { undoAct } from '#lib/items/undo-act.ts';
import { operation } from '../operation.ts';
import { count, id, none, nothing } from '../schemas/fields.ts';
import { itemRow } from '../schemas/item.ts';
import { assignment, moreTags, newOwner, prioritizing, snoozing, tagChange } from './item-acts.ts';
import { itemFilter } from './items.ts';

const chosen = z.object({
  itemIds: z.array(id).min(1).max(BULK_LIMIT).optional(),
  filter: itemFilter.optional().describe('All items that match; `{}` matches every item'),
});

/** What is done, beside which items it is done to. */
export const bulkChange = <Which extends z.ZodRawShape>(which: z.ZodObject<Which>) =>
  z.discriminatedUnion('act', [
    which.extend({ act: z.enum(['claim', 'release', 'resolve', 'reopen', 'ignore']) }),
    which.extend({ act: z.literal('snooze'), ...snoozing.shape }),
    which.extend({ act: z.literal('prioritize'), ...prioritizing.shape }),
    which.extend({ act: z.literal('assign'), ...assignment.shape }),
    which.extend({ act: z.literal('tag'), ...tagChange.shape }),
  ]);
const change = bulkChange(z.object({}));

// Leaving both out by mistake must not mean "all items".
const bulk = bulkChange(chosen).refine(({ itemIds, filter }) => (itemIds === undefined) !== (filter === undefined), {
  path: ['itemIds'],
});

function bulkInput(body: z.output<typeof bulk>): BulkInput {
  const { itemIds, filter } = body;
  return { ...(itemIds ? { itemIds } : { filter: filter ?? {} }), ...changeInput(body) };
}

export function changeInput(body: z.output<typeof change>): BulkChange {
  switch (body.act) {
    case 'snooze':
      return { act: body.act, until: new Date(body.until) };
    case 'prioritize':
      return { act: body.act, priority: body.priority };
    case 'assign':
      return { act: body.act, ...newOwner(body) };
    case 'tag':
      return { act: body.act, ...moreTags(body) };
    case 'claim':
    case 'release':
    case 'resolve':
    case 'reopen':
    case 'ignore':
      return { act: body.act };
    default:
      return body satisfies never;
  }
}

export const manyItemsOperations = [
  operation({
    id: 'undo',
    method: 'POST',
    path: 'undo',
    summary: 'Undo an act, with the `undo` value that it returned',
    act: undoAct,
    refusals: ['nothing_to_undo'],
    params: none,
    query: none,
    body: z.object({ undo: z.string().min(1).max(2_000) }),
    answer: z.object({ items: z.array(itemRow), undone: count }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'renewClaims',
    method: 'POST',
    path: 'claims/renew',
    summary: 'Renew the caller’s claims for another 30 minutes',
    act: renewClaims,
    status: 204,
    params: none,
    query: none,
    body: none,
    answer: nothing,
    run: async (act) => {
      await act();
      return undefined;
    },
  }),
  operation({
    id: 'bulk',
    method: 'POST',
    path: 'bulk',
    summary: 'Apply one act to many items: the given ids, or all that match a filter',
    act: bulkAct,
    refusals: ['too_many'],
    params: none,
    query: none,
    body: bulk,
    answer: z.object({ changed: count, undo: z.string().nullable() }),
    run: async (act, { body }) => await act(bulkInput(body)),
  }),
];
