'use server';
import { z } from 'zod';
import { deleteContactField } from '#lib/contacts/fields/delete-field.ts';
import { saveContactField } from '#lib/contacts/fields/save-field.ts';
import { fieldKinds } from '#lib/contacts/types.ts';
import { memberAction } from './member-action.ts';

export const saveContactFieldAction = memberAction({
  name: 'saveContactField',
  act: saveContactField,
  input: z.object({
    fieldId: z.uuid().optional(),
    name: z.string(),
    kind: z.enum(fieldKinds),
    choices: z.array(z.string()),
  }),
});

export const deleteContactFieldAction = memberAction({
  name: 'deleteContactField',
  act: deleteContactField,
  input: z.object({ fieldId: z.uuid() }),
});
