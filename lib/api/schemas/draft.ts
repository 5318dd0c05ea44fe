import { z } from 'zod';
import { type ColleagueDraft, draftModes, type DraftView } from '#lib/items/drafts/types.ts';
import { id, moment, name, ref } from './fields.ts';

export const draftMode = z.enum(draftModes);
export const draftTarget = z.object({
  id,
  editedAt: moment.nullable().describe('`editedAt` of the answered message when the member began to write'),
});

export const draftView = name(
  'Draft',
  z.object({
    mode: draftMode,
    version: id,
    text: z.string(),
    attachments: z.array(z.object({ id, altText: z.string() })),
    target: draftTarget.nullable(),
    guidance: z.string().nullable().describe('`seen` of the guidance by which it was written'),
    handedBy: ref.nullable(),
    updatedAt: moment,
  }) satisfies z.ZodType<DraftView>,
);

export const colleagueDraft = name(
  'ColleagueDraft',
  z.object({
    member: ref,
    mode: draftMode.exclude(['note']),
    version: id,
    text: z.string(),
    guidance: z.string().nullable(),
    updatedAt: moment,
  }) satisfies z.ZodType<ColleagueDraft>,
);
