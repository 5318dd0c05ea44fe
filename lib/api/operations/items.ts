import { z } from 'zod';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { getItems } from '#lib/items/list/get-items.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMessages } from '#lib/items/detail/list-messages.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import {
  type ItemFilter,
  itemKinds,
  itemSorts,
  itemStatuses,
  PAGE_LIMIT,
  TAG_LIMIT,
  TAGS_PAGE,
} from '#lib/items/types.ts';
import { operation } from '../operation.ts';
import { cursor, id, none, queryFlag, ref } from '../schemas/fields.ts';
import { counts, itemDetail, itemPage } from '../schemas/item.ts';
import { messageView } from '../schemas/message.ts';

export const itemFilter = z.object({
  status: z.array(z.enum(itemStatuses)).optional(),
  assignee: z
    .union([z.enum(['me', 'none']), id])
    .optional()
    .describe('`me`, `none`, or a member: as owner or contributor'),
  network: z.string().max(60).optional(),
  kind: z.enum(itemKinds).optional(),
  channel: id.optional(),
  tag: z.string().max(TAG_LIMIT).optional().describe('A name or an id'),
  q: z
    .string()
    .max(300)
    .optional()
    .describe('Words of the messages, names and handles; accents and typos are forgiven'),
  failed: z.boolean().optional(),
  expiring: z.boolean().optional(),
  contact: id.optional(),
}) satisfies z.ZodType<ItemFilter>;

const filterQuery = itemFilter.extend({ failed: queryFlag.optional(), expiring: queryFlag.optional() });
const onItem = z.object({ itemId: id });

export const itemOperations = [
  operation({
    id: 'listItems',
    method: 'GET',
    path: 'items',
    summary: 'One page of the queue',
    permission: 'items.read',
    params: none,
    query: filterQuery.extend({
      id: z.array(id).max(PAGE_LIMIT).optional().describe('These items alone, whatever else is asked'),
      sort: z.enum(itemSorts).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
    }),
    body: z.unknown(),
    answer: itemPage,
    run: async (caller, { query: { id: itemIds, sort, cursor: from, limit, ...filter } }) =>
      itemIds
        ? { items: await getItems(caller, { itemIds }), nextCursor: null }
        : await listItems(caller, { filter, ...given({ sort, cursor: from, limit }) }),
  }),
  operation({
    id: 'getCounts',
    method: 'GET',
    path: 'counts',
    summary: 'How many items stand in each view, exactly',
    permission: 'items.read',
    params: none,
    query: filterQuery,
    body: z.unknown(),
    answer: counts,
    run: async (caller, { query }) => await getCounts(caller, Object.keys(query).length > 0 ? { filter: query } : {}),
  }),
  operation({
    id: 'getItem',
    method: 'GET',
    path: 'items/{itemId}',
    summary: 'An item with its latest messages, post, contact, notes and history',
    permission: 'items.read',
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: itemDetail,
    run: async (caller, { params }) => await getItem(caller, params),
  }),
  operation({
    id: 'listMessages',
    method: 'GET',
    path: 'items/{itemId}/messages',
    summary: 'Messages before a cursor, oldest first',
    permission: 'items.read',
    params: onItem,
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
    }),
    body: z.unknown(),
    answer: z.object({ messages: z.array(messageView), earlierCursor: z.string().nullable() }),
    run: async (caller, { params, query }) => await listMessages(caller, { ...params, ...given(query) }),
  }),
  operation({
    id: 'listTags',
    method: 'GET',
    path: 'tags',
    summary: 'A page of the workspace’s tags, by name',
    permission: 'items.read',
    params: none,
    query: z.object({
      q: z.string().max(TAG_LIMIT).optional().describe('Part of the name, whatever its case'),
      id: z.array(id).max(TAGS_PAGE).optional().describe('These tags alone'),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(TAGS_PAGE).optional(),
    }),
    body: z.unknown(),
    answer: z.object({ tags: z.array(ref), nextCursor: z.string().nullable() }),
    run: async (caller, { query: { id: ids, ...query } }) =>
      await listTags(caller, { ...given(query), ...(ids ? { ids } : {}) }),
  }),
];

/** Drops undefined values. */
function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  // The runtime filter matches the type exactly.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
