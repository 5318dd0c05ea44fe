import { z } from 'zod';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claims/claim-item.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { releaseItem } from '#lib/items/claims/release-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { NAMED_LIMIT, restrictItem } from '#lib/items/restrict-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { type ActResult, TAG_LIMIT } from '#lib/items/types.ts';
import { listPresence } from '#lib/realtime/list-presence.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { presenceStates } from '#lib/realtime/types.ts';
import type { Act } from '#lib/act.ts';
import { operation } from '../operation.ts';
import type { ProblemCode } from '../problem.ts';
import { id, none, nothing } from '../schemas/fields.ts';
import { changedItem, presenceView } from '../schemas/item.ts';

const onItem = z.object({ itemId: id });
const tagName = z.string().trim().min(1).max(TAG_LIMIT);
export const tagChange = z.object({
  add: z.array(tagName).max(50).optional(),
  remove: z.array(tagName).max(50).optional(),
  tag: tagName.optional().describe('Shorthand for `add` with one name'),
});
export const assignment = z.object({
  owner: id.nullable().optional().describe('A member id; null for no owner; absent: the owner stays'),
  ownerId: id.nullable().optional().describe('Alias of `owner`'),
  contributors: z.array(id).max(50).optional(),
  approver: id.nullable().optional(),
  team: id.nullable().optional(),
  needsAll: z.boolean().optional().describe('True: closed only when all parts are done; false: anyone may close it'),
});
export const snoozing = z.object({ until: z.iso.datetime({ offset: true }) });
const restricting = z.object({
  memberIds: z.array(id).max(NAMED_LIMIT).nullable().describe('Null: not confidential'),
});
export const prioritizing = z.object({ priority: z.int().min(0).max(4) });

export const moreTags = ({ add = [], remove = [], tag }: z.output<typeof tagChange>) => ({
  add: tag === undefined ? add : [...add, tag],
  remove,
});
export const newOwner = ({ owner, ownerId, contributors, approver, team, needsAll }: z.output<typeof assignment>) => ({
  ...(owner === undefined && ownerId === undefined ? {} : { ownerId: owner ?? ownerId ?? null }),
  ...(approver === undefined ? {} : { approverId: approver }),
  ...(team === undefined ? {} : { teamId: team }),
  ...(needsAll === undefined ? {} : { needsAll }),
  ...(contributors === undefined ? {} : { contributorIds: contributors }),
});

type ItemAct<B, Input> = {
  verb: string;
  summary: string;
  act: Act<[Input], ActResult>;
  refusals?: readonly ProblemCode[];
  body: z.ZodType<B>;
  /** What the act takes, of the item's id and the request's body. */
  input: (given: { itemId: string } & B) => Input;
};

/** `POST items/{itemId}/<verb>`; answers with the changed item. */
export function itemAct<B, Input>({ verb, summary, act: itsAct, refusals = [], body, input }: ItemAct<B, Input>) {
  return operation({
    id: `${verb.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Item`,
    method: 'POST',
    path: `items/{itemId}/${verb}`,
    summary,
    act: itsAct,
    refusals,
    params: onItem,
    query: none,
    body,
    answer: changedItem,
    run: async (act, { params, body: given }) => {
      const { item, undo } = await act(input({ ...params, ...given }));
      return { ...item, undo };
    },
  });
}

/** For acts that take the item alone. */
export const onItemAlone = { body: none, input: ({ itemId }: { itemId: string }) => ({ itemId }) };

export const itemActOperations = [
  itemAct({
    verb: 'claim',
    summary: 'Claim a free item; 409 with `owner` if another member was first',
    ...onItemAlone,
    refusals: ['already_claimed', 'conflict'],
    act: claimItem,
  }),
  itemAct({
    verb: 'release',
    summary: 'Release an item',
    ...onItemAlone,
    refusals: ['already_claimed'],
    act: releaseItem,
  }),
  itemAct({ verb: 'resolve', summary: 'Resolve an item', ...onItemAlone, refusals: ['parts_open'], act: resolveItem }),
  itemAct({ verb: 'reopen', summary: 'Reopen an item', ...onItemAlone, act: reopenItem }),
  itemAct({
    verb: 'ignore',
    summary: 'Ignore an item: it never reopens',
    ...onItemAlone,
    refusals: ['parts_open'],
    act: ignoreItem,
  }),
  itemAct({
    verb: 'assign',
    summary: 'Assign an item to one owner and any number of contributors',
    refusals: ['too_many', 'no_channel_access'],
    body: assignment,
    act: assignItem,
    input: ({ itemId, ...body }) => ({ itemId, ...newOwner(body) }),
  }),
  itemAct({
    verb: 'snooze',
    summary: 'Snooze an item until a given time',
    body: snoozing,
    act: snoozeItem,
    input: ({ itemId, until }) => ({ itemId, until: new Date(until) }),
  }),
  itemAct({
    verb: 'restrict',
    summary: 'Choose who sees the item: named members besides admins and leads, or everybody who sees its channel',
    act: restrictItem,
    body: restricting,
    input: (given) => given,
  }),
  itemAct({
    verb: 'prioritize',
    summary: 'Set the priority: 0 none, 1 low, 2 normal, 3 high, 4 urgent',
    body: prioritizing,
    act: prioritizeItem,
    input: (given) => given,
  }),
  itemAct({
    verb: 'tag',
    summary: 'Add and remove tags by name',
    refusals: ['too_many'],
    body: tagChange,
    act: tagItem,
    input: ({ itemId, ...body }) => ({ itemId, ...moreTags(body) }),
  }),
  operation({
    id: 'readItem',
    method: 'POST',
    path: 'items/{itemId}/read',
    summary: 'Mark an item as read',
    act: markRead,
    status: 204,
    params: onItem,
    query: none,
    body: none,
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
  operation({
    id: 'listPresence',
    method: 'GET',
    path: 'items/{itemId}/presence',
    summary: 'List the members who are viewing the item or writing a reply',
    act: listPresence,
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: z.object({ presence: z.array(presenceView) }),
    run: async (act, { params }) => ({ presence: await act(params) }),
  }),
  operation({
    id: 'setPresence',
    method: 'POST',
    path: 'items/{itemId}/presence',
    summary: 'Report that the caller is viewing or writing, which expires after 30 seconds, or idle, after 150',
    act: setPresence,
    status: 204,
    params: onItem,
    query: none,
    body: z.object({ state: z.enum(presenceStates) }),
    answer: nothing,
    run: async (act, { params, body }) => {
      await act({ ...params, ...body });
      return undefined;
    },
  }),
];
