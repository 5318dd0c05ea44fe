import { z } from 'zod';
import { getContact } from '#lib/contacts/get-contact.ts';
import { joinContacts } from '#lib/contacts/joins/join-contacts.ts';
import { separateContacts } from '#lib/contacts/joins/separate-contacts.ts';
import { suggestJoins } from '#lib/contacts/joins/suggest-joins.ts';
import { listContacts } from '#lib/contacts/list-contacts.ts';
import { deleteContactNote } from '#lib/items/contacts/delete-contact-note.ts';
import { setVip } from '#lib/contacts/set-vip.ts';
import { CONTACT_NOTE_LIMIT, CONTACTS_PAGE } from '#lib/contacts/types.ts';
import { addContactNote } from '#lib/items/contacts/add-contact-note.ts';
import { listContactItems } from '#lib/items/contacts/list-contact-items.ts';
import { tagContact } from '#lib/items/contacts/tag-contact.ts';
import { PAGE_LIMIT, TAG_LIMIT } from '#lib/items/types.ts';
import { operation } from '../../operation.ts';
import { contactDetail, contactRow, suggestion } from '../../schemas/contact.ts';
import { cursor, id, none, queryFlag } from '../../schemas/fields.ts';
import { itemPage } from '../../schemas/item.ts';

const onContact = z.object({ contactId: id });
const tagNames = z.array(z.string().min(1).max(TAG_LIMIT)).max(50).optional();

/** The people who write to the brand, across networks. */
export const contactOperations = [
  operation({
    id: 'listContacts',
    method: 'GET',
    path: 'contacts',
    summary: 'List people, those who were met last first; contacts that were joined are one person',
    act: listContacts,
    params: none,
    query: z.object({
      q: z.string().max(200).optional().describe('Words of a name or handle; the last may be half typed'),
      network: z.string().max(60).optional(),
      tag: id.optional(),
      vip: queryFlag.optional(),
      blocked: queryFlag.optional().describe('Blocked on at least one network'),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(CONTACTS_PAGE).optional(),
    }),
    body: z.unknown(),
    answer: z.object({ contacts: z.array(contactRow), nextCursor: z.string().nullable() }),
    run: async (act, { query: { q, network, tag, vip, blocked, cursor: from, limit } }) =>
      await act({
        filter: {
          ...(q === undefined ? {} : { q }),
          ...(network === undefined ? {} : { network }),
          ...(tag === undefined ? {} : { tag }),
          ...(vip === undefined ? {} : { vip }),
          ...(blocked === undefined ? {} : { blocked }),
        },
        ...(from === undefined ? {} : { cursor: from }),
        ...(limit === undefined ? {} : { limit }),
      }),
  }),
  operation({
    id: 'getContact',
    method: 'GET',
    path: 'contacts/{contactId}',
    summary: 'A person: profiles on each network, tags, notes, fields, and what was joined',
    act: getContact,
    params: onContact,
    query: none,
    body: z.unknown(),
    answer: contactDetail,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'listContactItems',
    method: 'GET',
    path: 'contacts/{contactId}/items',
    summary: 'A person’s history across networks, public and private, latest first',
    act: listContactItems,
    params: onContact,
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).optional(),
    }),
    body: z.unknown(),
    answer: itemPage,
    run: async (act, { params, query: { cursor: from, limit } }) =>
      await act({
        ...params,
        ...(from === undefined ? {} : { cursor: from }),
        ...(limit === undefined ? {} : { limit }),
      }),
  }),
  operation({
    id: 'suggestJoins',
    method: 'GET',
    path: 'contacts/{contactId}/suggestions',
    summary: 'Who may be the same person on another network, and what speaks for it',
    act: suggestJoins,
    params: onContact,
    query: none,
    body: z.unknown(),
    answer: z.object({ suggestions: z.array(suggestion) }),
    run: async (act, { params }) => ({ suggestions: await act(params) }),
  }),
  operation({
    id: 'joinContacts',
    method: 'POST',
    path: 'contacts/{contactId}/join',
    summary: 'Say that two contacts are one person; nothing is moved, and it can be taken back',
    act: joinContacts,
    refusals: ['too_many'],
    params: onContact,
    query: none,
    body: z.object({ otherId: id }),
    answer: contactDetail,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'separateContacts',
    method: 'POST',
    path: 'contacts/joins/{joinId}/separate',
    summary: 'Take one join back: each side is again who it was without it',
    act: separateContacts,
    params: z.object({ joinId: id }),
    query: none,
    body: z.object({ contactId: id.optional().describe('The contact to answer with') }),
    answer: contactDetail,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'setVip',
    method: 'POST',
    path: 'contacts/{contactId}/vip',
    summary: 'Mark a person as very important, or no longer',
    act: setVip,
    params: onContact,
    query: none,
    body: z.object({ isVip: z.boolean() }),
    answer: contactDetail,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'tagContact',
    method: 'POST',
    path: 'contacts/{contactId}/tag',
    summary: 'Add and remove a person’s tags; a new name creates a tag',
    act: tagContact,
    refusals: ['too_many', 'quota_reached'],
    params: onContact,
    query: none,
    body: z.object({ add: tagNames, remove: tagNames }),
    answer: contactDetail,
    run: async (act, { params, body: { add, remove } }) =>
      await act({ ...params, ...(add ? { add } : {}), ...(remove ? { remove } : {}) }),
  }),
  operation({
    id: 'addContactNote',
    method: 'POST',
    path: 'contacts/{contactId}/notes',
    summary: 'Write an internal note about a person',
    act: addContactNote,
    refusals: ['text_empty', 'text_too_long', 'quota_reached_for_now'],
    status: 201,
    params: onContact,
    query: none,
    body: z.object({ text: z.string().min(1).max(CONTACT_NOTE_LIMIT) }),
    answer: contactDetail,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'deleteContactNote',
    method: 'DELETE',
    path: 'contacts/notes/{contactNoteId}',
    summary: 'Delete a note about a person: one’s own, or anyone’s as an admin',
    act: deleteContactNote,
    params: z.object({ contactNoteId: id }),
    query: none,
    body: z.unknown(),
    answer: contactDetail,
    run: async (act, { params }) => await act({ noteId: params.contactNoteId }),
  }),
];
