import { z } from 'zod';
import { addToCase } from '#lib/items/cases/add-to-case.ts';
import { assignCase } from '#lib/items/cases/assign-case.ts';
import { closeCase, reopenCase } from '#lib/items/cases/close-case.ts';
import { dismissCaseSuggestion } from '#lib/items/cases/dismiss-suggestion.ts';
import { getCase } from '#lib/items/cases/get-case.ts';
import { listCases } from '#lib/items/cases/list-cases.ts';
import { openCase } from '#lib/items/cases/open-case.ts';
import { renameCase } from '#lib/items/cases/rename-case.ts';
import { setCaseDeadline } from '#lib/items/cases/set-case-deadline.ts';
import { takeOutOfCase } from '#lib/items/cases/take-out.ts';
import {
  CASE_ITEMS_LIMIT,
  CASE_TITLE_LIMIT,
  type CaseChoice,
  type CaseGiven,
  type CaseResult,
  caseSkips,
} from '#lib/items/cases/types.ts';
import type { Act } from '#lib/act.ts';
import { operation } from '../operation.ts';
import type { ProblemCode } from '../problem.ts';
import { count, id, name, none, nothing } from '../schemas/fields.ts';
import { caseView } from '../schemas/item.ts';

const onCase = z.object({ caseId: id });
const itemIds = z.array(id).min(1).max(CASE_ITEMS_LIMIT);
const title = z.string().trim().min(1).max(CASE_TITLE_LIMIT);
const version = z.int().describe('The version that was read: 409 if the case has changed since');

const changedCase = name(
  'ChangedCase',
  z.object({
    case: caseView.nullable().describe('Null: the caller sees none of its items any more'),
    undo: z.string().nullable(),
  }) satisfies z.ZodType<CaseResult>,
);
const givenCase = changedCase.extend({
  given: count.describe('How many of its items have the owner now'),
  skipped: z.array(z.object({ itemId: id, reason: z.enum(caseSkips) })),
}) satisfies z.ZodType<CaseGiven>;

type CaseAct<B extends object, Input> = {
  verb: string;
  id: string;
  summary: string;
  act: Act<[Input], CaseResult>;
  refusals: readonly ProblemCode[];
  body: z.ZodType<B>;
  /** What the act takes, of the case's id and the request's body. */
  input: (given: { caseId: string } & B) => Input;
};

/** `POST cases/{caseId}/<verb>`; answers with the changed case. */
function caseAct<B extends object, Input>({ verb, act: itsAct, input, ...rest }: CaseAct<B, Input>) {
  return operation({
    ...rest,
    method: 'POST',
    path: `cases/{caseId}/${verb}`,
    act: itsAct,
    params: onCase,
    query: none,
    answer: changedCase,
    run: async (act, { params, body }) => await act(input({ ...params, ...body })),
  });
}

const lostRaces = ['case_closed', 'case_changed'] as const;

export const caseOperations = [
  operation({
    id: 'openCase',
    method: 'POST',
    path: 'cases',
    summary: 'Open a case that joins items; 409 if one of them is in another case',
    act: openCase,
    refusals: ['in_another_case', 'conflict', 'quota_reached_for_now'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      itemIds,
      title: title.optional().describe('Absent: the name of who wrote the first item that is not confidential'),
    }),
    answer: changedCase,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'listCases',
    method: 'GET',
    path: 'cases',
    summary: 'List the latest open cases of which the caller sees an item',
    act: listCases,
    params: none,
    query: z.object({ q: z.string().max(CASE_TITLE_LIMIT).optional().describe('Part of the title') }),
    body: z.unknown(),
    answer: z.object({
      cases: z.array(z.object({ id, title: z.string(), itemCount: count }) satisfies z.ZodType<CaseChoice>),
    }),
    run: async (act, { query }) => ({ cases: await act(query) }),
  }),
  operation({
    id: 'getCase',
    method: 'GET',
    path: 'cases/{caseId}',
    summary: 'Get a case with those of its items that the caller may see',
    act: getCase,
    params: onCase,
    query: none,
    body: z.unknown(),
    answer: caseView,
    run: async (act, { params }) => await act(params),
  }),
  caseAct({
    verb: 'add',
    id: 'addToCase',
    summary: 'Put items into a case: all of them, or none',
    refusals: ['in_another_case', 'conflict', 'case_closed'],
    act: addToCase,
    body: z.object({ itemIds }),
    input: (given) => given,
  }),
  caseAct({
    verb: 'take-out',
    id: 'takeOutOfCase',
    summary: 'Take items out of a case; without `itemIds`, all that the caller sees: the case is dissolved',
    refusals: [],
    act: takeOutOfCase,
    body: z.object({ itemIds: itemIds.optional() }),
    input: (given) => given,
  }),
  caseAct({
    verb: 'rename',
    id: 'renameCase',
    summary: 'Give a case another title',
    refusals: lostRaces,
    act: renameCase,
    body: z.object({ title, version }),
    input: (given) => given,
  }),
  caseAct({
    verb: 'deadline',
    id: 'setCaseDeadline',
    summary: 'Say by when a case is to be done; the networks’ windows stay those of its items',
    refusals: lostRaces,
    act: setCaseDeadline,
    body: z.object({ dueAt: z.iso.datetime({ offset: true }).nullable(), version }),
    input: ({ dueAt, ...given }) => ({ ...given, dueAt: dueAt === null ? null : new Date(dueAt) }),
  }),
  caseAct({
    verb: 'close',
    id: 'closeCase',
    summary: 'Close a case; its items stay as they are',
    refusals: lostRaces,
    act: closeCase,
    body: z.object({ version }),
    input: (given) => given,
  }),
  caseAct({
    verb: 'reopen',
    id: 'reopenCase',
    summary: 'Reopen a case',
    refusals: ['case_changed'],
    act: reopenCase,
    body: z.object({ version }),
    input: (given) => given,
  }),
  operation({
    id: 'assignCase',
    method: 'POST',
    path: 'cases/{caseId}/assign',
    summary: 'Give a case to one person, and each of its items that is not done and that this person sees',
    act: assignCase,
    refusals: [...lostRaces, 'no_channel_access'],
    params: onCase,
    query: none,
    body: z.object({ ownerId: id.nullable(), version }),
    answer: givenCase,
    run: async (act, { params, body }) => await act({ ...params, ...body }),
  }),
  operation({
    id: 'dismissCaseSuggestion',
    method: 'POST',
    path: 'items/{itemId}/dismiss-case',
    summary: 'Say that two items do not belong to one matter: they are not suggested for a case again',
    act: dismissCaseSuggestion,
    status: 204,
    params: z.object({ itemId: id }),
    query: none,
    body: z.object({ otherId: id }),
    answer: nothing,
    run: async (act, { params, body }) => {
      await act({ ...params, ...body });
      return undefined;
    },
  }),
];
