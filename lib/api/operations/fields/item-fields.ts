import { z } from 'zod';
import { deleteField } from '#lib/items/fields/delete-field.ts';
import { fillFields } from '#lib/items/fields/fill-fields.ts';
import { listFields } from '#lib/items/fields/list-fields.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import {
  FIELD_NAME_LIMIT,
  FIELD_OPTIONS_LIMIT,
  FIELD_VALUE_LIMIT,
  fieldKinds,
  type ItemFieldView,
} from '#lib/items/fields/types.ts';
import { itemKinds } from '#lib/items/types.ts';
import { operation } from '../../operation.ts';
import { id, none, nothing } from '../../schemas/fields.ts';
import { fieldValues, itemRow } from '../../schemas/item.ts';

const field = z.object({
  id,
  name: z.string(),
  kind: z.enum(fieldKinds),
  options: z.array(z.string()),
  itemKinds: z.array(z.enum(itemKinds)),
}) satisfies z.ZodType<ItemFieldView>;

const newField = z.object({
  name: z.string().trim().min(1).max(FIELD_NAME_LIMIT),
  kind: z.enum(fieldKinds).describe('`choice`: one of `options`; `text`: a line of text; `tag`: the item has a tag'),
  options: z.array(z.string().trim().min(1).max(FIELD_VALUE_LIMIT)).max(FIELD_OPTIONS_LIMIT).optional(),
  itemKinds: z.array(z.enum(itemKinds)).optional().describe('Of which kinds of items it is asked; empty: of all'),
});
const onField = z.object({ itemFieldId: id });

/** What a workspace asks before items are resolved. */
export const itemFieldOperations = [
  operation({
    id: 'listFields',
    method: 'GET',
    path: 'item-fields',
    summary: 'List what is asked before items are resolved',
    act: listFields,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ fields: z.array(field) }),
    run: async (act) => ({ fields: await act() }),
  }),
  operation({
    id: 'addField',
    method: 'POST',
    path: 'item-fields',
    summary: 'Ask for something before items are resolved',
    act: saveField,
    refusals: ['already_exists'],
    status: 201,
    params: none,
    query: none,
    body: newField,
    answer: field,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'changeField',
    method: 'POST',
    path: 'item-fields/{itemFieldId}',
    summary: 'Change what is asked before items are resolved',
    act: saveField,
    refusals: ['already_exists'],
    params: onField,
    query: none,
    body: newField,
    answer: field,
    run: async (act, { params, body }) => await act({ fieldId: params.itemFieldId, ...body }),
  }),
  operation({
    id: 'deleteField',
    method: 'DELETE',
    path: 'item-fields/{itemFieldId}',
    summary: 'Ask for it no more; what was answered is deleted',
    act: deleteField,
    status: 204,
    params: onField,
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act({ fieldId: params.itemFieldId });
      return undefined;
    },
  }),
  operation({
    id: 'fillFields',
    method: 'POST',
    path: 'items/{itemId}/fields',
    summary: 'Fill in what is asked of an item before it is resolved',
    act: fillFields,
    params: z.object({ itemId: id }),
    query: none,
    body: z.object({ fields: fieldValues }),
    answer: itemRow,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
];
