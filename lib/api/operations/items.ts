import { z } from 'zod';
import { getCounts } from '#lib/items/counters/get-counts.ts';
import { countDone } from '#lib/items/history/count-done.ts';
import { getItem } from '#lib/items/detail/get-item.ts';
import { listItems } from '#lib/items/list/list-items.ts';
import { listMessages } from '#lib/items/detail/list-messages.ts';
import { listTags } from '#lib/items/tags/list-tags.ts';
import {
  FILTER_VALUES_LIMIT,
  type ItemFilter,
  itemKinds,
  itemSorts,
  itemStatuses,
  momentPattern,
  PAGE_LIMIT,
  TAG_LIMIT,
  TAGS_PAGE,
} from '#lib/items/types.ts';
import { operation } from '../operation.ts';
import { cursor, id, none, queryFlag, ref } from '../schemas/fields.ts';
import { counts, done, itemDetail, itemPage } from '../schemas/item.ts';
import { messageView } from '../schemas/message.ts';

const values = <T extends z.ZodType>(value: T) => z.array(value).max(FILTER_VALUES_LIMIT).optional();
const tag = z.string().max(TAG_LIMIT);
const moment = z.string().regex(momentPattern).optional();

export const itemFilter = z.object({
  status: z.array(z.enum(itemStatuses)).optional(),
  assignee: z
    .union([z.enum(['me', 'none']), id])
    .optional()
    .describe('`me`, `none` or a member id: whose part is not done'),
  team: id.optional().describe('Not together with `q`, like all fields from `unread` on'),
  network: z.string().max(60).optional(),
  kind: z.enum(itemKinds).optional(),
  channel: id.optional(),
  tag: z.string().max(TAG_LIMIT).optional().describe('A name or an id'),
  q: z.string().max(300).optional().describe('Words in messages, names and handles; ignores accents and small typos'),
  failed: z.boolean().optional(),
  approval: z.boolean().optional(),
  scheduled: z.boolean().optional(),
  promised: z.boolean().optional().describe('Something promised is still owed'),
  expiring: z.boolean().optional(),
  contact: id.optional(),
  unread: z.boolean().optional().describe('What the caller has not read'),
  priority: values(z.int().min(0).max(4)).describe('0 none, 1 low, 2 normal, 3 high, 4 urgent'),
  language: values(z.string().max(35)).describe('BCP 47 tags'),
  rating: values(z.int().min(1).max(5)).describe('Stars of a review'),
  from: moment.describe('The latest activity is not before: a moment, or how long ago (`P7D`, `PT4H`)'),
  until: moment.describe('The latest activity is before'),
  allTags: values(tag).describe('With all of these tags: names or ids'),
  anyTags: values(tag).describe('With at least one of these tags'),
  noTags: values(tag).describe('With none of these tags'),
}) satisfies z.ZodType<ItemFilter>;

const number = z.coerce.number().int();
export const filterQuery = itemFilter.extend({
  approval: queryFlag.optional(),
  scheduled: queryFlag.optional(),
  promised: queryFlag.optional(),
  failed: queryFlag.optional(),
  expiring: queryFlag.optional(),
  unread: queryFlag.optional(),
  priority: values(number.min(0).max(4)),
  rating: values(number.min(1).max(5)),
});
const onItem = z.object({ itemId: id });

export const itemOperations = [
  operation({
    id: 'listItems',
    method: 'GET',
    path: 'items',
    summary: 'List items, one page at a time',
    act: listItems,
    params: none,
    query: filterQuery.extend({
      id: z.array(id).max(PAGE_LIMIT).optional().describe('Only these items; other filters are ignored'),
      sort: z.enum(itemSorts).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
    }),
    body: z.unknown(),
    answer: itemPage,
    run: async (act, { query: { id: itemIds, sort, cursor: from, limit, ...filter } }) =>
      await act({ filter, ...given({ itemIds, sort, cursor: from, limit }) }),
  }),
  operation({
    id: 'getCounts',
    method: 'GET',
    path: 'counts',
    summary: 'Exact number of items in each view',
    act: getCounts,
    params: none,
    query: filterQuery,
    body: z.unknown(),
    answer: counts,
    run: async (act, { query }) => await act(Object.keys(query).length > 0 ? { filter: query } : {}),
  }),
  operation({
    id: 'countDone',
    method: 'GET',
    path: 'counts/done',
    summary: 'How many items the caller answered, resolved and snoozed since a moment of the last two days',
    act: countDone,
    params: none,
    query: z.object({ since: z.iso.datetime({ offset: true }).optional().describe('24 hours ago when absent') }),
    body: z.unknown(),
    answer: done,
    run: async (act, { query }) => await act(query.since === undefined ? {} : { since: new Date(query.since) }),
  }),
  operation({
    id: 'getItem',
    method: 'GET',
    path: 'items/{itemId}',
    summary: 'An item with its latest messages, post, contact, notes and history',
    act: getItem,
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: itemDetail,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'listMessages',
    method: 'GET',
    path: 'items/{itemId}/messages',
    summary: 'List the messages before a cursor, oldest first',
    act: listMessages,
    params: onItem,
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
    }),
    body: z.unknown(),
    answer: z.object({ messages: z.array(messageView), earlierCursor: z.string().nullable() }),
    run: async (act, { params, query }) => await act({ ...params, ...given(query) }),
  }),
  operation({
    id: 'listTags',
    method: 'GET',
    path: 'tags',
    summary: 'List the workspace’s tags by name, one page at a time',
    act: listTags,
    params: none,
    query: z.object({
      q: z.string().max(TAG_LIMIT).optional().describe('Part of the name; case is ignored'),
      id: z.array(id).max(TAGS_PAGE).optional().describe('Only these tags'),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(TAGS_PAGE).optional(),
    }),
    body: z.unknown(),
    answer: z.object({ tags: z.array(ref), nextCursor: z.string().nullable() }),
    run: async (act, { query: { id: ids, ...query } }) => await act({ ...given(query), ...(ids ? { ids } : {}) }),
  }),
];

/** Drops undefined values. */
export function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  // The runtime filter matches the type exactly.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
