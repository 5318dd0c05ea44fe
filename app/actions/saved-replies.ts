'use server';
import { z } from 'zod';
import { deleteReplyField } from '#lib/saved-replies/fields/delete-reply-field.ts';
import { saveReplyField } from '#lib/saved-replies/fields/save-reply-field.ts';
import { deleteSavedReply } from '#lib/saved-replies/delete-saved-reply.ts';
import { editGuardRails } from '#lib/saved-replies/guard-rails/edit-guard-rails.ts';
import { saveSavedReply } from '#lib/saved-replies/save-saved-reply.ts';
import { addresses } from '#lib/saved-replies/types.ts';
import { memberAction } from './member-action.ts';

export const saveSavedReplyAction = memberAction({
  name: 'saveSavedReply',
  act: saveSavedReply,
  input: z
    .object({
      savedReplyId: z.uuid().nullable(),
      title: z.string(),
      folder: z.string(),
      fr: z.string(),
      en: z.string(),
      isShared: z.boolean(),
    })
    .transform(({ savedReplyId, ...given }) => (savedReplyId === null ? given : { ...given, savedReplyId })),
});

export const deleteSavedReplyAction = memberAction({
  name: 'deleteSavedReply',
  act: deleteSavedReply,
  input: z.object({ savedReplyId: z.uuid() }),
});

export const editGuardRailsAction = memberAction({
  name: 'editGuardRails',
  act: editGuardRails,
  input: z.object({
    address: z.enum(addresses).nullable(),
    tone: z.string(),
    bannedWords: z.array(z.string()),
    requiredWords: z.array(z.string()),
    signatureFr: z.string(),
    signatureEn: z.string(),
    fixesTypography: z.boolean(),
    mayOverride: z.boolean(),
    onlyOwnerSends: z.boolean(),
  }),
});

export const saveReplyFieldAction = memberAction({
  name: 'saveReplyField',
  act: saveReplyField,
  input: z.object({ name: z.string(), fr: z.string(), en: z.string() }),
});

export const deleteReplyFieldAction = memberAction({
  name: 'deleteReplyField',
  act: deleteReplyField,
  input: z.object({ fieldId: z.uuid() }),
});
