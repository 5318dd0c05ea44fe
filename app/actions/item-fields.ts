'use server';
import { z } from 'zod';
import { deleteField } from '#lib/items/fields/delete-field.ts';
import { saveField } from '#lib/items/fields/save-field.ts';
import { fieldKinds } from '#lib/items/fields/types.ts';
import { itemKinds } from '#lib/items/types.ts';
import { memberAction } from './member-action.ts';

export const saveFieldAction = memberAction({
  name: 'saveField',
  act: saveField,
  input: z
    .object({
      fieldId: z.uuid().nullable(),
      name: z.string(),
      kind: z.enum(fieldKinds),
      options: z.array(z.string()),
      itemKinds: z.array(z.enum(itemKinds)),
    })
    .transform(({ fieldId, ...given }) => (fieldId === null ? given : { ...given, fieldId })),
});

export const deleteFieldAction = memberAction({
  name: 'deleteField',
  act: deleteField,
  input: z.object({ fieldId: z.uuid() }),
});
