import { z } from 'zod';
import { keepPromise } from '#lib/items/promises/keep-promise.ts';
import { listPromises } from '#lib/items/promises/list-promises.ts';
import { makePromise } from '#lib/items/promises/make-promise.ts';
import { movePromise } from '#lib/items/promises/move-promise.ts';
import { reopenPromise } from '#lib/items/promises/reopen-promise.ts';
import {
  PROMISE_REASON_LIMIT,
  PROMISE_TEXT_LIMIT,
  promiseStates,
  type PromiseView,
} from '#lib/items/promises/types.ts';
import { withdrawPromise } from '#lib/items/promises/withdraw-promise.ts';
import { operation } from '../../operation.ts';
import { id, moment, none, ref } from '../../schemas/fields.ts';
import { itemRow } from '../../schemas/item.ts';

const onItem = z.object({ itemId: id });
const onPromise = z.object({ promiseId: id });
const answer = z.object({ item: itemRow });

/** What is promised, in requests. */
export const promiseInput = z.object({
  text: z.string().trim().min(1).max(PROMISE_TEXT_LIMIT),
  dueAt: z.iso.datetime({ offset: true }),
});

const promise = z.object({
  id,
  state: z.enum(promiseStates).describe('`pending`: its reply is not sent; `open`: owed'),
  text: z.string(),
  dueAt: moment,
  actionId: id.nullable().describe('The reply in which it was made'),
  keptByActionId: id.nullable().describe('The reply that keeps it, as soon as that one is sent'),
  madeBy: ref,
  owedBy: ref.nullable().describe('The owner of the item, else who made it; null: neither is here'),
  createdAt: moment,
  endedAt: moment.nullable(),
  endedBy: ref.nullable(),
  reason: z.string().nullable().describe('Why it was withdrawn'),
}) satisfies z.ZodType<PromiseView>;

export const promiseOperations = [
  operation({
    id: 'listPromises',
    method: 'GET',
    path: 'items/{itemId}/promises',
    summary: 'List what was promised on an item',
    act: listPromises,
    params: onItem,
    query: none,
    body: z.unknown(),
    answer: z.object({ promises: z.array(promise) }),
    run: async (act, { params }) => ({ promises: await act(params) }),
  }),
  operation({
    id: 'makePromise',
    method: 'POST',
    path: 'items/{itemId}/promises',
    summary: 'Write down what was promised elsewhere than in a reply',
    act: makePromise,
    refusals: ['text_empty', 'text_too_long', 'too_many'],
    status: 201,
    params: onItem,
    query: none,
    body: promiseInput,
    answer: z.object({ item: itemRow, promiseId: id }),
    run: async (act, { params, body: { text, dueAt } }) => await act({ ...params, text, dueAt: new Date(dueAt) }),
  }),
  operation({
    id: 'keepPromise',
    method: 'POST',
    path: 'promises/{promiseId}/keep',
    summary: 'Mark a promise as kept',
    act: keepPromise,
    refusals: ['promise_changed'],
    params: onPromise,
    query: none,
    body: none,
    answer,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'withdrawPromise',
    method: 'POST',
    path: 'promises/{promiseId}/withdraw',
    summary: 'Give a promise up, with a reason',
    act: withdrawPromise,
    refusals: ['promise_changed', 'text_empty', 'text_too_long'],
    params: onPromise,
    query: none,
    body: z.object({ reason: z.string().trim().min(1).max(PROMISE_REASON_LIMIT) }),
    answer,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'reopenPromise',
    method: 'POST',
    path: 'promises/{promiseId}/reopen',
    summary: 'Take the end of a promise back: it is owed again',
    act: reopenPromise,
    refusals: ['promise_changed'],
    params: onPromise,
    query: none,
    body: none,
    answer,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'movePromise',
    method: 'POST',
    path: 'promises/{promiseId}/move',
    summary: 'Give a promise another moment',
    act: movePromise,
    refusals: ['promise_changed', 'promise_before_reply'],
    params: onPromise,
    query: none,
    body: z.object({ dueAt: promiseInput.shape.dueAt }),
    answer,
    run: async (act, { params, body: { dueAt } }) => await act({ ...params, dueAt: new Date(dueAt) }),
  }),
];
