import { z } from 'zod';
import { listDrafts } from '#lib/items/drafts/list-drafts.ts';
import { saveDraft } from '#lib/items/drafts/save-draft.ts';
import { DRAFT_ATTACHMENTS, DRAFT_GUIDANCE_LIMIT, DRAFT_LIMIT } from '#lib/items/drafts/types.ts';
import { operation } from '../../operation.ts';
import { colleagueDraft, draftMode, draftTarget, draftView } from '../../schemas/draft.ts';
import { id, none } from '../../schemas/fields.ts';

/** What is written in an item and not sent. */
export const draftOperations = [
  operation({
    id: 'listDrafts',
    method: 'GET',
    path: 'items/{itemId}/drafts',
    summary: 'The caller’s drafts in an item, and what colleagues are writing there',
    act: listDrafts,
    params: z.object({ itemId: id }),
    query: none,
    body: z.unknown(),
    answer: z.object({ own: z.array(draftView), others: z.array(colleagueDraft) }),
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'saveDraft',
    method: 'POST',
    path: 'items/{itemId}/drafts/{mode}',
    summary: 'Store a draft, or remove it with an empty text; never over a version that the caller does not know',
    act: saveDraft,
    refusals: ['draft_changed', 'text_too_long', 'too_many'],
    params: z.object({ itemId: id, mode: draftMode }),
    query: none,
    body: z.object({
      version: id.describe('A new id for this version; the same for every attempt'),
      replaces: z
        .array(id)
        .max(4)
        .describe(
          'The versions that this one continues: the stored one, and one that may be on its way; none: a new draft',
        ),
      text: z.string().max(DRAFT_LIMIT),
      attachmentIds: z.array(id).max(DRAFT_ATTACHMENTS).optional(),
      target: draftTarget.nullable().optional(),
      guidance: z.string().max(DRAFT_GUIDANCE_LIMIT).nullable().optional(),
    }),
    answer: z.object({ draft: draftView.nullable() }),
    run: async (act, { params, body: { attachmentIds, target, guidance, ...body } }) => ({
      draft: await act({
        ...params,
        ...body,
        ...(attachmentIds ? { attachmentIds } : {}),
        ...(target === undefined ? {} : { target }),
        ...(guidance === undefined ? {} : { guidance }),
      }),
    }),
  }),
];
