import { z } from 'zod';
import { cancelAction } from '#lib/outbox/cancel-action.ts';
import { checkAction } from '#lib/outbox/check-action.ts';
import { getAction } from '#lib/outbox/get-action.ts';
import { type Moderation, moderate } from '#lib/outbox/moderate.ts';
import { reply } from '#lib/outbox/reply.ts';
import { retryAction } from '#lib/outbox/retry-action.ts';
import { rescheduleReply } from '#lib/outbox/scheduled/reschedule-reply.ts';
import { PROMISES_OF_ITEM } from '#lib/items/promises/types.ts';
import { REASON_LIMIT } from '#lib/saved-replies/types.ts';
import { operation } from '../../operation.ts';
import { draftView } from '../../schemas/draft.ts';
import { id, none, seenGuidance } from '../../schemas/fields.ts';
import { fieldValues, itemRow } from '../../schemas/item.ts';
import { actionAnswer, actionView } from '../../schemas/message.ts';
import { promiseInput } from './promises.ts';
import { chosenTemplate } from './reply-templates.ts';

/** Longer than any network's limit, which the act itself checks. */
const LONGEST_REPLY = 100_000;

const summaries = {
  hide: 'Hide a message on the network',
  unhide: 'Show a hidden message again',
  delete: 'Delete a message on the network, after the undo seconds',
  like: 'Like a message as the brand',
  unlike: 'Take a like back',
  block: 'Block the author',
  unblock: 'Let the author write again',
  mute: 'Mute the author',
  unmute: 'Hear the author again',
} as const satisfies Record<Moderation, string>;

const moderationOperations = (Object.keys(summaries) as Moderation[]) // the keys of this object
  .map((kind) =>
    operation({
      id: `${kind}Message`,
      method: 'POST',
      path: `messages/{messageId}/${kind}`,
      summary: summaries[kind],
      act: moderate,
      refusals: ['not_offered', 'channel_unavailable', 'target_gone', 'window_closed', 'network_forbids'],
      status: 202,
      params: z.object({ messageId: id }),
      query: none,
      body: none,
      answer: actionAnswer,
      run: async (act, { params }) => await act({ ...params, kind }),
    }),
  );

const onAction = z.object({ actionId: id });

export const messageOperations = [
  operation({
    id: 'reply',
    method: 'POST',
    path: 'items/{itemId}/reply',
    summary: 'Reply to an item; sent when the undo period ends, or at a time',
    act: reply,
    refusals: [
      'already_claimed',
      'only_owner_sends',
      'parts_open',
      'target_changed',
      'guidance_changed',
      'not_offered',
      'channel_unavailable',
      'text_empty',
      'text_too_long',
      'too_many',
      'target_gone',
      'window_closed',
      'network_forbids',
      'guard_rails',
      'parts_open',
      'fields_missing',
      'promise_changed',
      'promise_before_reply',
      'network_refused',
      'network_unavailable',
    ],
    status: 202,
    params: z.object({ itemId: id }),
    query: none,
    body: z.object({
      text: z.string().max(LONGEST_REPLY),
      template: chosenTemplate.optional().describe('What is sent instead of the text, also after the reply window'),
      private: z.boolean().optional(),
      seenGuidance: seenGuidance.optional(),
      resolve: z.boolean().optional(),
      fields: fieldValues.optional().describe('With `resolve`: what is asked before, where it is not known yet'),
      attachmentIds: z.array(id).max(20).optional(),
      targetId: id.optional().describe('The message answered; the latest of the contact when absent'),
      seenEditedAt: z.iso
        .datetime()
        .nullable()
        .optional()
        .describe('`editedAt` of the message when it was read; if the message was edited since, the reply is refused'),
      overrideReason: z
        .string()
        .trim()
        .min(1)
        .max(REASON_LIMIT)
        .optional()
        .describe('Why a reply that the guard-rails stop is sent anyway; logged'),
      draftVersions: z
        .array(id)
        .max(4)
        .optional()
        .describe('The versions of the caller’s draft that this is: it ends with the reply'),
      scheduledFor: z.iso.datetime({ offset: true }).optional().describe('When it is sent; at once when absent'),
      promise: promiseInput.optional().describe('What it promises, in words of the text: owed as soon as it is sent'),
      keepsPromises: z
        .array(id)
        .max(PROMISES_OF_ITEM)
        .optional()
        .describe('The promises of the item that it keeps as soon as it is sent'),
    }),
    answer: z.object({ action: actionView, item: itemRow }),
    run: async (act, { params, body: { private: isPrivate, scheduledFor, promise, ...body } }) =>
      await act({
        ...params,
        ...body,
        ...(isPrivate === undefined ? {} : { isPrivate }),
        ...(scheduledFor === undefined ? {} : { scheduledFor: new Date(scheduledFor) }),
        ...(promise === undefined ? {} : { promise: { ...promise, dueAt: new Date(promise.dueAt) } }),
      }),
  }),
  ...moderationOperations,
  operation({
    id: 'getAction',
    method: 'GET',
    path: 'actions/{actionId}',
    summary: 'Get the state of an action',
    act: getAction,
    params: onAction,
    query: none,
    body: z.unknown(),
    answer: actionView,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'cancelAction',
    method: 'POST',
    path: 'actions/{actionId}/cancel',
    summary: 'Cancel an action before it is sent, or dismiss a failed one; a reply is the caller’s draft again',
    act: cancelAction,
    refusals: ['too_late_to_undo', 'not_author', 'only_owner_sends', 'already_claimed'],
    params: onAction,
    query: none,
    body: none,
    answer: z.object({ item: itemRow, text: z.string(), draft: draftView.nullable() }),
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'retryAction',
    method: 'POST',
    path: 'actions/{actionId}/retry',
    summary: 'Send a failed or unconfirmed action again',
    act: retryAction,
    refusals: ['conflict', 'only_owner_sends'],
    status: 202,
    params: onAction,
    query: none,
    body: none,
    answer: actionAnswer,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'rescheduleReply',
    method: 'POST',
    path: 'actions/{actionId}/schedule',
    summary: 'Give a scheduled or held reply another time or text, or send it now',
    act: rescheduleReply,
    refusals: [
      'not_scheduled',
      'schedule_changed',
      'guidance_changed',
      'promise_before_reply',
      'already_claimed',
      'only_owner_sends',
      'channel_unavailable',
      'target_gone',
      'not_offered',
      'window_closed',
      'network_forbids',
      'text_empty',
      'text_too_long',
      'guard_rails',
    ],
    status: 202,
    params: onAction,
    query: none,
    body: z.object({
      version: z.int().describe('`schedule.version` of the action as it was read'),
      scheduledFor: z.iso.datetime({ offset: true }).nullable().describe('Null: now, when the undo period ends'),
      text: z.string().max(LONGEST_REPLY).optional(),
      seenGuidance: seenGuidance.optional(),
    }),
    answer: actionAnswer,
    run: async (act, { params, body: { version, scheduledFor, text, seenGuidance: seen } }) =>
      await act({
        ...params,
        version,
        scheduledFor: scheduledFor === null ? null : new Date(scheduledFor),
        ...(text === undefined ? {} : { text }),
        ...(seen === undefined ? {} : { seenGuidance: seen }),
      }),
  }),
  operation({
    id: 'checkAction',
    method: 'POST',
    path: 'actions/{actionId}/check',
    summary: 'Check on the network whether an unconfirmed action was performed',
    act: checkAction,
    refusals: ['not_unconfirmed'],
    status: 202,
    params: onAction,
    query: none,
    body: none,
    answer: actionAnswer,
    run: async (act, { params }) => await act(params),
  }),
];
