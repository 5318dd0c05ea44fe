import { z } from 'zod';
import { roles } from '#lib/workspaces/types.ts';
import { countViews, VIEWS_NAMED } from '#lib/items/views/count-views.ts';
import { deleteView } from '#lib/items/views/delete-view.ts';
import { listViews } from '#lib/items/views/list-views.ts';
import { saveView } from '#lib/items/views/save-view.ts';
import { itemSorts } from '#lib/items/types.ts';
import { operation } from '../operation.ts';
import { count, id, none, nothing } from '../schemas/fields.ts';
import { itemFilter } from './items.ts';

const filter = itemFilter.extend({ sort: z.enum(itemSorts).optional() });
const role = z.enum(roles);
const firstFor = z
  .array(role)
  .describe('The roles for which a shared view stands first, and opens when they enter the workspace');
const view = z.object({ id, name: z.string(), filter, isShared: z.boolean(), firstFor });

export const viewOperations = [
  operation({
    id: 'listViews',
    method: 'GET',
    path: 'views',
    summary: 'List saved views: the caller’s own and shared ones',
    act: listViews,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ views: z.array(view) }),
    run: async (act) => ({ views: await act() }),
  }),
  operation({
    id: 'countViews',
    method: 'GET',
    path: 'views/counts',
    summary: 'Exact number of items in each view, as the caller sees them; a search is not counted',
    act: countViews,
    params: none,
    query: z.object({ id: z.array(id).max(VIEWS_NAMED).optional().describe('Without it, all') }),
    body: z.unknown(),
    answer: z.object({ counts: z.array(z.object({ id, items: count })) }),
    run: async (act, { query }) => ({ counts: await act(query.id ? { viewIds: query.id } : {}) }),
  }),
  operation({
    id: 'saveView',
    method: 'POST',
    path: 'views',
    summary: 'Save a filter as a view',
    act: saveView,
    refusals: ['too_many'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      viewId: id.optional().describe('The view to change'),
      name: z.string().trim().min(1).max(80),
      filter,
      isShared: z.boolean().optional(),
      firstFor: firstFor.optional(),
    }),
    answer: view,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'deleteView',
    method: 'DELETE',
    path: 'views/{viewId}',
    summary: 'Delete a saved view',
    act: deleteView,
    status: 204,
    params: z.object({ viewId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
