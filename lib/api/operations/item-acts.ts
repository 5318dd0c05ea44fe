import { z } from 'zod';
import { addNote } from '#lib/items/notes/add-note.ts';
import { assignItem } from '#lib/items/assign-item.ts';
import { claimItem } from '#lib/items/claim-item.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { ignoreItem } from '#lib/items/ignore-item.ts';
import { markRead } from '#lib/items/mark-read.ts';
import { prioritizeItem } from '#lib/items/prioritize-item.ts';
import { releaseItem } from '#lib/items/release-item.ts';
import { reopenItem } from '#lib/items/reopen-item.ts';
import { resolveItem } from '#lib/items/resolve-item.ts';
import { snoozeItem } from '#lib/items/snooze-item.ts';
import { tagItem } from '#lib/items/tags/tag-item.ts';
import { type ActResult, NOTE_LIMIT, TAG_LIMIT } from '#lib/items/types.ts';
import { listPresence } from '#lib/realtime/list-presence.ts';
import { setPresence } from '#lib/realtime/set-presence.ts';
import { presenceStates } from '#lib/realtime/types.ts';
import type { Caller, Permission } from '#lib/caller.ts';
import { operation } from '../operation.ts';
import type { ProblemCode } from '../problem.ts';
import { id, none, nothing } from '../schemas/fields.ts';
import { changedItem, presenceView } from '../schemas/item.ts';

const onItem = z.object({ itemId: id });
const tagName = z.string().trim().min(1).max(TAG_LIMIT);
export const tagChange = z.object({
  add: z.array(tagName).max(50).optional(),
  remove: z.array(tagName).max(50).optional(),
  tag: tagName.optional().describe('Short for `add` with one name'),
});
export const assignment = z.object({
  owner: id.nullable().optional().describe('A member; null for nobody'),
  ownerId: id.nullable().optional().describe('The same as `owner`'),
  contributors: z.array(id).max(50).optional(),
});
export const snoozing = z.object({ until: z.iso.datetime({ offset: true }) });
export const prioritizing = z.object({ priority: z.int().min(0).max(4) });

export const moreTags = ({ add = [], remove = [], tag }: z.output<typeof tagChange>) => ({
  add: tag === undefined ? add : [...add, tag],
  remove,
});
export const newOwner = ({ owner, ownerId, contributors }: z.output<typeof assignment>) => ({
  ownerId: owner ?? ownerId ?? null,
  ...(contributors === undefined ? {} : { contributorIds: contributors }),
});

type Act<B> = {
  verb: string;
  summary: string;
  permission: Permission;
  refusals?: readonly ProblemCode[];
  body: z.ZodType<B>;
  run: (caller: Caller, input: { itemId: string } & B) => Promise<ActResult>;
};

/** `POST items/{itemId}/<verb>`; answers with the changed item. */
function itemAct<B>({ verb, summary, permission, refusals = [], body, run }: Act<B>) {
  return operation({
    id: `${verb}Item`,
    method: 'POST',
    path: `items/{itemId}/${verb}`,
    summary,
    permission,
    refusals,
    params: onItem,
    query: none,
    body,
    answer: changedItem,
    run: async (caller, input) => {
      const { item, undo } = await run(caller, { ...input.params, ...input.body });
      return { ...item, undo };
    },
  });
}

const work = { permission: 'items.work', body: none } as const;

export const itemActOperations = [
  itemAct({
    verb: 'claim',
    summary: 'Take a free item; 409 with `owner` when another was first',
    ...work,
    refusals: ['already_claimed', 'conflict'],
    run: claimItem,
  }),
  itemAct({
    verb: 'release',
    summary: 'Put an item down',
    ...work,
    refusals: ['already_claimed'],
    run: releaseItem,
  }),
  itemAct({ verb: 'resolve', summary: 'Call it done', ...work, run: resolveItem }),
  itemAct({ verb: 'reopen', summary: 'Bring it back', ...work, run: reopenItem }),
  itemAct({ verb: 'ignore', summary: 'Never show it again', ...work, run: ignoreItem }),
  itemAct({
    verb: 'assign',
    summary: 'Give it to one owner and any number of contributors',
    permission: 'items.assign',
    refusals: ['too_many'],
    body: assignment,
    run: async (caller, { itemId, ...body }) => await assignItem(caller, { itemId, ...newOwner(body) }),
  }),
  itemAct({
    verb: 'snooze',
    summary: 'Put it away until a moment',
    permission: 'items.work',
    body: snoozing,
    run: async (caller, { itemId, until }) => await snoozeItem(caller, { itemId, until: new Date(until) }),
  }),
  itemAct({
    verb: 'prioritize',
    summary: 'Set its priority: 0 none, 1 low, 2 normal, 3 high, 4 urgent',
    permission: 'items.work',
    body: prioritizing,
    run: prioritizeItem,
  }),
  itemAct({
    verb: 'note',
    summary: 'Write an internal note',
    permission: 'notes.write',
    body: z.object({ text: z.string().trim().min(1).max(NOTE_LIMIT) }),
    run: addNote,
  }),
  itemAct({
    verb: 'tag',
    summary: 'Add and remove tags by name',
    permission: 'items.work',
    refusals: ['too_many'],
    body: tagChange,
    run: async (caller, { itemId, ...body }) => await tagItem(caller, { itemId, ...moreTags(body) }),
  }),
  operation({
    id: 'readItem',
    method: 'POST',
    path: 'items/{itemId}/read',
    summary: 'Note that the caller has read it',
    permission: 'items.read',
    status: 204,
    params: onItem,
    query: none,
    body: none,
    answer: nothing,
    run: async (caller, { params }) => {
      await markRead(caller, params);
      return undefined;
    },
  }),
  operation({
    id: 'deleteNote',
    method: 'DELETE',
    path: 'notes/{noteId}',
    summary: 'Remove a note',
    permission: 'notes.write',
    params: z.object({ noteId: id }),
    query: none,
    body: z.unknown(),
    answer: changedItem,
    run: async (caller, { params }) => {
      const { item, undo } = await deleteNote(caller, params);
      return { ...item, undo };
    },
  }),
  operation({
    id: 'listPresence',
    method: 'GET',
    path: 'items/{itemId}/presence',
    summary: 'Who else looks or writes now',
    permission: 'items.read',
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: z.object({ presence: z.array(presenceView) }),
    run: async (caller, { params }) => ({ presence: await listPresence(caller, params) }),
  }),
  operation({
    id: 'setPresence',
    method: 'POST',
    path: 'items/{itemId}/presence',
    summary: 'Say that the caller looks or writes; it lasts 30 seconds',
    permission: 'items.read',
    status: 204,
    params: onItem,
    query: none,
    body: z.object({ state: z.enum(presenceStates) }),
    answer: nothing,
    run: async (caller, { params, body }) => {
      await setPresence(caller, { ...params, ...body });
      return undefined;
    },
  }),
];
