import { z } from 'zod';
import { changeGuidance } from '#lib/guidance/change-guidance.ts';
import { createGuidance } from '#lib/guidance/create-guidance.ts';
import { getItemGuidance } from '#lib/guidance/get-item-guidance.ts';
import { listGuidance } from '#lib/guidance/list-guidance.ts';
import {
  guidanceChange,
  guidanceInput,
  guidanceKinds,
  type GuidanceOfItem,
  guidanceStates,
  type GuidanceView,
} from '#lib/guidance/types.ts';
import { withdrawGuidance } from '#lib/guidance/withdraw-guidance.ts';
import { operation } from '../../operation.ts';
import { id, moment, none, nothing, ref } from '../../schemas/fields.ts';

const texts = { fr: z.string(), en: z.string() };

const guidanceOfItem = z.object({
  guidance: z.array(
    z.object({
      id,
      version: z.int(),
      kind: z.enum(guidanceKinds),
      about: z.string(),
      ...texts,
      endsAt: moment.nullable(),
    }),
  ),
  seen: z.string().describe('Which versions these are: a reply gives it back as `seenGuidance`'),
  changesAt: moment.nullable().describe('When some guidance ends or begins next'),
}) satisfies z.ZodType<GuidanceOfItem>;

const guidanceView = z.object({
  id,
  version: z.int(),
  kind: z.enum(guidanceKinds),
  about: z.string().describe('The name of what it is about, or its words'),
  words: z.array(z.string()),
  ...texts,
  startsAt: moment,
  endsAt: moment.nullable(),
  withdrawnAt: moment.nullable(),
  state: z.enum(guidanceStates),
  history: z.array(
    z.object({
      version: z.int(),
      act: z.enum(['created', 'changed', 'withdrawn']),
      member: ref.nullable(),
      ...texts,
      at: moment,
    }),
  ),
}) satisfies z.ZodType<GuidanceView>;

const which = z.object({ guidanceId: id });
const version = z.int().describe('`version` of the guidance as it was read');

export const guidanceOperations = [
  operation({
    id: 'getItemGuidance',
    method: 'GET',
    path: 'items/{itemId}/guidance',
    summary: 'How an item is to be answered now',
    act: getItemGuidance,
    params: z.object({ itemId: id }),
    query: none,
    body: z.unknown(),
    answer: guidanceOfItem,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'listGuidance',
    method: 'GET',
    path: 'guidance',
    summary: 'List guidance that holds, is coming, and is over',
    act: listGuidance,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ guidance: z.array(guidanceView) }),
    run: async (act) => ({ guidance: await act() }),
  }),
  operation({
    id: 'createGuidance',
    method: 'POST',
    path: 'guidance',
    summary: 'Pin how to answer under a post, with a tag, about a word or in a channel',
    act: createGuidance,
    refusals: ['text_empty', 'too_many'],
    status: 201,
    params: none,
    query: none,
    body: guidanceInput,
    answer: z.object({ id }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'changeGuidance',
    method: 'PATCH',
    path: 'guidance/{guidanceId}',
    summary: 'Change guidance; what was written by it is looked at again',
    act: changeGuidance,
    refusals: ['text_empty', 'conflict'],
    params: which,
    query: none,
    body: guidanceChange.extend({ version }),
    answer: z.object({ id, version: z.int() }),
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'withdrawGuidance',
    method: 'POST',
    path: 'guidance/{guidanceId}/withdraw',
    summary: 'Withdraw guidance; scheduled replies that were written by it are held',
    act: withdrawGuidance,
    refusals: ['conflict'],
    status: 204,
    params: which,
    query: none,
    body: z.object({ version }),
    answer: nothing,
    run: async (act, { params, body }) => {
      await act({ ...params, ...body });
      return undefined;
    },
  }),
];
