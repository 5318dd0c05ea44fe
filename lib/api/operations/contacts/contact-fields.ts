import { z } from 'zod';
import { deleteContactField } from '#lib/contacts/fields/delete-field.ts';
import { listContactFields } from '#lib/contacts/fields/list-fields.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { setFieldValue } from '#lib/contacts/fields/set-field-value.ts';
import { FIELD_CHOICES_LIMIT, FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT, fieldKinds } from '#lib/contacts/types.ts';
import { operation } from '../../operation.ts';
import { contactDetail, contactField } from '../../schemas/contact.ts';
import { id, none, nothing } from '../../schemas/fields.ts';

const newField = z.object({
  name: z.string().trim().min(1).max(FIELD_NAME_LIMIT),
  kind: z.enum(fieldKinds),
  choices: z.array(z.string().max(FIELD_VALUE_LIMIT)).max(FIELD_CHOICES_LIMIT).default([]),
});

/** What a workspace wants to know about people besides what the networks tell. */
export const contactFieldOperations = [
  operation({
    id: 'setContactFieldValue',
    method: 'POST',
    path: 'contacts/{contactId}/fields/{contactFieldId}',
    summary: 'Give a person a value of one of the workspace’s fields, or take it away',
    act: setFieldValue,
    params: z.object({ contactId: id, contactFieldId: id }),
    query: none,
    body: z.object({
      value: z
        .string()
        .max(FIELD_VALUE_LIMIT)
        .nullable()
        .describe('A number with a point or comma, a date as yyyy-mm-dd, one of the choices; null takes it away'),
    }),
    answer: contactDetail,
    run: async (act, { params: { contactId, contactFieldId }, body }) =>
      await act({ contactId, fieldId: contactFieldId, ...body }),
  }),
  operation({
    id: 'listContactFields',
    method: 'GET',
    path: 'contact-fields',
    summary: 'List the workspace’s own facts about people',
    act: listContactFields,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ fields: z.array(contactField) }),
    run: async (act) => ({ fields: await act() }),
  }),
  operation({
    id: 'addContactField',
    method: 'POST',
    path: 'contact-fields',
    summary: 'Define a fact that the workspace keeps about people',
    act: saveContactField,
    refusals: ['already_exists', 'too_many'],
    status: 201,
    params: none,
    query: none,
    body: newField,
    answer: z.object({ id }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'changeContactField',
    method: 'POST',
    path: 'contact-fields/{contactFieldId}',
    summary: 'Change the name and the choices of a fact about people',
    act: saveContactField,
    refusals: ['already_exists', 'too_many'],
    params: z.object({ contactFieldId: id }),
    query: none,
    body: newField,
    answer: z.object({ id }),
    run: async (act, { params: { contactFieldId }, body }) => await act({ fieldId: contactFieldId, ...body }),
  }),
  operation({
    id: 'deleteContactField',
    method: 'DELETE',
    path: 'contact-fields/{contactFieldId}',
    summary: 'Delete a field with all its values',
    act: deleteContactField,
    status: 204,
    params: z.object({ contactFieldId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act({ fieldId: params.contactFieldId });
      return undefined;
    },
  }),
];
