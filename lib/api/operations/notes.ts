import { z } from 'zod';
import { addNote } from '#lib/items/notes/add-note.ts';
import { deleteNote } from '#lib/items/notes/delete-note.ts';
import { editNote } from '#lib/items/notes/edit-note.ts';
import { listMentionable } from '#lib/items/notes/list-mentionable.ts';
import { NOTE_FILES_LIMIT, NOTE_LIMIT } from '#lib/items/notes/types.ts';
import { operation } from '../operation.ts';
import { id, none } from '../schemas/fields.ts';
import { changedItem, mentionable } from '../schemas/item.ts';
import { itemAct } from './item-acts.ts';

const noteText = z.string().trim().min(1).max(NOTE_LIMIT);
const mentions = z
  .object({ memberIds: z.array(id).optional(), teamIds: z.array(id).optional() })
  .optional()
  .describe('Who is meant by an @ in the text, and is notified');

const forCase = z
  .boolean()
  .optional()
  .describe('It is for the whole case that the item is in: whoever sees one of the items of the case reads it');

export const noteOperations = [
  itemAct({
    verb: 'note',
    summary: 'Add an internal note',
    refusals: ['too_many', 'no_channel_access', 'text_empty', 'conflict'],
    body: z.object({
      text: z.string().trim().max(NOTE_LIMIT).describe('May be empty for a note with files'),
      mentions,
      quotedMessageId: id.optional(),
      forCase,
      fileIds: z.array(id).max(NOTE_FILES_LIMIT).optional(),
    }),
    act: addNote,
    input: (given) => given,
  }),
  operation({
    id: 'deleteNote',
    method: 'DELETE',
    path: 'notes/{noteId}',
    summary: 'Delete a note',
    act: deleteNote,
    params: z.object({ noteId: id }),
    query: none,
    body: z.unknown(),
    answer: changedItem,
    run: async (act, { params }) => {
      const { item, undo } = await act(params);
      return { ...item, undo };
    },
  }),
  operation({
    id: 'editNote',
    method: 'PATCH',
    path: 'notes/{noteId}',
    summary: 'Edit a note of one’s own; who is mentioned anew is notified',
    act: editNote,
    refusals: ['too_many', 'no_channel_access', 'text_empty', 'text_too_long'],
    params: z.object({ noteId: id }),
    query: none,
    body: z.object({ text: noteText, mentions }),
    answer: changedItem,
    run: async (act, { params, body }) => {
      const { item, undo } = await act({ ...params, ...body });
      return { ...item, undo };
    },
  }),
  operation({
    id: 'listMentionable',
    method: 'GET',
    path: 'items/{itemId}/mentionable',
    summary: 'List whom a note on this item can mention, with the reason why somebody cannot be',
    act: listMentionable,
    params: z.object({ itemId: id }),
    query: none,
    body: z.unknown(),
    answer: z.object({ mentionable: z.array(mentionable) }),
    run: async (act, { params }) => ({ mentionable: await act(params) }),
  }),
];
