import { z } from 'zod';
import { countInsertion } from '#lib/saved-replies/count-insertion.ts';
import { deleteReplyField } from '#lib/saved-replies/fields/delete-reply-field.ts';
import { listReplyFields } from '#lib/saved-replies/fields/list-reply-fields.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { deleteSavedReply } from '#lib/saved-replies/delete-saved-reply.ts';
import { getSavedReply } from '#lib/saved-replies/get-saved-reply.ts';
import { checkReplyText } from '#lib/saved-replies/guard-rails/check-text.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { getGuardRails } from '#lib/saved-replies/guard-rails/get-guard-rails.ts';
import { listSavedReplies } from '#lib/saved-replies/list-saved-replies.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { suggestSavedReplies } from '#lib/saved-replies/suggest-saved-replies.ts';
import {
  findingKinds,
  guardRailsInput,
  replyFieldInput,
  replyLanguages,
  SAVED_FOLDER_LIMIT,
  SAVED_TITLE_LIMIT,
  savedReplyInput,
} from '#lib/saved-replies/types.ts';
import { operation } from '../../operation.ts';
import { count, cursor, id, none, nothing } from '../../schemas/fields.ts';

const savedReply = z.object({
  id,
  title: z.string(),
  folder: z.string().describe('Empty: in no folder'),
  fr: z.string().describe('The French half; empty when it is missing'),
  en: z.string().describe('The English half; empty when it is missing'),
  isShared: z.boolean().describe('For every workspace of the organization'),
  used: count.describe('How often it was inserted in this workspace'),
});
const suggested = z.object({
  id,
  title: z.string(),
  folder: z.string(),
  isShared: z.boolean(),
  text: z.string().describe('With the values of its variables'),
  language: z.enum(replyLanguages),
  isOtherLanguage: z.boolean().describe('The half in the item’s language is missing'),
  missing: z.array(z.string()).describe('Variables that have neither a value nor a fallback'),
});
const field = replyFieldInput.extend({ id });
const finding = z.object({ kind: z.enum(findingKinds), words: z.array(z.string()) });
const onSavedReply = z.object({ savedReplyId: id });
const onItem = z.object({ itemId: id });
const search = z.string().max(200);

export const savedReplyOperations = [
  operation({
    id: 'listSavedReplies',
    method: 'GET',
    path: 'saved-replies',
    summary: 'List the saved replies of the workspace and of its organization, by folder and title',
    act: listSavedReplies,
    params: none,
    query: z.object({
      q: search.optional(),
      folder: z.string().max(SAVED_FOLDER_LIMIT).optional(),
      cursor: cursor.optional(),
    }),
    body: z.unknown(),
    answer: z.object({
      savedReplies: z.array(savedReply),
      folders: z.array(z.object({ name: z.string(), count })),
      nextCursor: z.string().nullable(),
    }),
    run: async (act, { query: { q, folder, cursor: after } }) =>
      await act({
        ...(q === undefined ? {} : { q }),
        ...(folder === undefined ? {} : { folder }),
        ...(after === undefined ? {} : { cursor: after }),
      }),
  }),
  operation({
    id: 'saveSavedReply',
    method: 'POST',
    path: 'saved-replies',
    summary: 'Write a saved reply: for the workspace or, shared, for its organization',
    act: saveSavedReply,
    refusals: ['text_empty', 'quota_reached'],
    status: 201,
    params: none,
    query: none,
    body: savedReplyInput.extend({
      savedReplyId: id.optional().describe('The saved reply to change'),
      title: z.string().trim().min(1).max(SAVED_TITLE_LIMIT),
    }),
    answer: savedReply,
    run: async (act, { body: { savedReplyId, ...body } }) =>
      await act({ ...body, ...(savedReplyId === undefined ? {} : { savedReplyId }) }),
  }),
  operation({
    id: 'getSavedReply',
    method: 'GET',
    path: 'saved-replies/{savedReplyId}',
    summary: 'Get a saved reply',
    act: getSavedReply,
    params: onSavedReply,
    query: none,
    body: z.unknown(),
    answer: savedReply,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'deleteSavedReply',
    method: 'DELETE',
    path: 'saved-replies/{savedReplyId}',
    summary: 'Delete a saved reply',
    act: deleteSavedReply,
    status: 204,
    params: onSavedReply,
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
  operation({
    id: 'countInsertion',
    method: 'POST',
    path: 'saved-replies/{savedReplyId}/inserted',
    summary: 'Count that a saved reply was inserted into a reply',
    act: countInsertion,
    params: onSavedReply,
    query: none,
    body: none,
    answer: z.object({ used: count }),
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'suggestSavedReplies',
    method: 'GET',
    path: 'items/{itemId}/saved-replies',
    summary: 'Suggest saved replies for an item: filled in, in its language, best matches first',
    act: suggestSavedReplies,
    params: onItem,
    query: z.object({
      q: search.optional(),
      language: z.enum(replyLanguages).optional().describe('If the item’s language is neither French nor English'),
    }),
    body: z.unknown(),
    answer: z.object({ savedReplies: z.array(suggested) }),
    run: async (act, { params, query: { q, language } }) => ({
      savedReplies: await act({
        ...params,
        ...(q === undefined ? {} : { q }),
        ...(language === undefined ? {} : { language }),
      }),
    }),
  }),
  operation({
    id: 'checkReplyText',
    method: 'POST',
    path: 'items/{itemId}/reply/check',
    summary: 'Check a reply against the guard-rails without sending it',
    act: checkReplyText,
    params: onItem,
    query: none,
    body: z.object({ text: z.string().max(100_000) }),
    answer: z.object({ text: z.string().describe('As it would be sent'), findings: z.array(finding) }),
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'getGuardRails',
    method: 'GET',
    path: 'guard-rails',
    summary: 'Get what the brand demands of every reply',
    act: getGuardRails,
    params: none,
    query: none,
    body: z.unknown(),
    answer: guardRailsInput,
    run: async (act) => await act(),
  }),
  operation({
    id: 'editGuardRails',
    method: 'POST',
    path: 'guard-rails',
    summary: 'Change what the brand demands of every reply',
    act: editGuardRails,
    params: none,
    query: none,
    body: guardRailsInput,
    answer: guardRailsInput,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'listReplyFields',
    method: 'GET',
    path: 'reply-fields',
    summary: 'List the workspace’s own variables for saved replies',
    act: listReplyFields,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ fields: z.array(field) }),
    run: async (act) => ({ fields: await act() }),
  }),
  operation({
    id: 'saveReplyField',
    method: 'POST',
    path: 'reply-fields',
    summary: 'Set one of the workspace’s own variables, by its name',
    act: saveReplyField,
    refusals: ['already_exists', 'text_empty', 'quota_reached'],
    params: none,
    query: none,
    body: replyFieldInput,
    answer: field,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'deleteReplyField',
    method: 'DELETE',
    path: 'reply-fields/{fieldId}',
    summary: 'Delete one of the workspace’s own variables',
    act: deleteReplyField,
    status: 204,
    params: z.object({ fieldId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
