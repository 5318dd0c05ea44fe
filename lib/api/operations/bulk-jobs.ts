import { z } from 'zod';
import { cancelBulk, dismissBulk, getBulkJob, listBulkJobs } from '#lib/items/bulk/own-jobs.ts';
import { startBulk } from '#lib/items/bulk/start-bulk.ts';
import { bulkStates, skipReasons } from '#lib/items/bulk/types.ts';
import { undoBulk } from '#lib/items/bulk/undo-bulk.ts';
import { operation } from '../operation.ts';
import { count, id, moment, name, none, nothing, ref } from '../schemas/fields.ts';
import { itemFilter } from './items.ts';
import { bulkChange, changeInput } from './many-items.ts';

const bulkActs = [
  'claim',
  'release',
  'resolve',
  'reopen',
  'ignore',
  'snooze',
  'prioritize',
  'assign',
  'tag',
  'undo',
] as const;

const job = name(
  'BulkJob',
  z.object({
    id,
    act: z.enum(bulkActs),
    undoesId: id.nullable().describe('The job that an `undo` takes back'),
    state: z.enum(bulkStates),
    total: count.nullable().describe('How many matched as it was asked for; null for a search'),
    seen: count,
    changed: count,
    skipped: z.array(
      z.object({
        reason: z
          .enum(skipReasons)
          .describe(
            '`held` by a colleague; `parts` of others are open; `same`: it was so already; `unseen` by somebody to be assigned; `changed_since` the act that is taken back',
          ),
        member: ref.nullable(),
        items: count,
      }),
    ),
    stopReason: z.string().nullable().describe('The code of the refusal that stopped it'),
    createdAt: moment,
    finishedAt: moment.nullable(),
  }),
);

const onJob = z.object({ jobId: id });

export const bulkJobOperations = [
  operation({
    id: 'listBulkJobs',
    method: 'GET',
    path: 'bulk-jobs',
    summary: 'List the caller’s bulk jobs that run, or have a result that is not put aside',
    act: listBulkJobs,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ jobs: z.array(job) }),
    run: async (act) => ({ jobs: await act() }),
  }),
  operation({
    id: 'startBulk',
    method: 'POST',
    path: 'bulk-jobs',
    summary: 'Begin one act on all items that match a filter, as a job that can be watched, cancelled and undone',
    act: startBulk,
    status: 202,
    refusals: ['too_many'],
    params: none,
    query: none,
    body: bulkChange(z.object({ filter: itemFilter.describe('`{}` matches every item') })),
    answer: job,
    run: async (act, { body }) => await act({ filter: body.filter, ...changeInput(body) }),
  }),
  operation({
    id: 'getBulkJob',
    method: 'GET',
    path: 'bulk-jobs/{jobId}',
    summary: 'How far a bulk job is, what it changed and what it left as it was',
    act: getBulkJob,
    params: onJob,
    query: none,
    body: z.unknown(),
    answer: job,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'cancelBulk',
    method: 'POST',
    path: 'bulk-jobs/{jobId}/cancel',
    summary: 'End a bulk job; what it has done stays, and can be undone',
    act: cancelBulk,
    params: onJob,
    query: none,
    body: none,
    answer: job,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'undoBulk',
    method: 'POST',
    path: 'bulk-jobs/{jobId}/undo',
    summary: 'Begin to take back what a finished or cancelled bulk job did',
    act: undoBulk,
    status: 202,
    refusals: ['conflict', 'nothing_to_undo', 'too_many'],
    params: onJob,
    query: none,
    body: none,
    answer: job,
    run: async (act, { params }) => await act(params),
  }),
  operation({
    id: 'dismissBulk',
    method: 'POST',
    path: 'bulk-jobs/{jobId}/dismiss',
    summary: 'Put the result of a finished bulk job aside',
    act: dismissBulk,
    status: 204,
    params: onJob,
    query: none,
    body: none,
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
