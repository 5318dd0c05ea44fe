import { z } from 'zod';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { getArchive } from '#lib/clients/archive/get-archive.ts';
import { setEraseDate } from '#lib/clients/archive/set-erase-date.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { type ArchiveView, type ErasureView, ERASE_MAX_DAYS, ERASE_MIN_DAYS } from '#lib/clients/types.ts';
import { listErasures } from '#lib/clients/erase/list-erasures.ts';
import { operation } from '../../operation.ts';
import { count, id, moment, name, none, nothing } from '../../schemas/fields.ts';

const archiveView = name(
  'Archive',
  z.object({
    archivedAt: moment,
    archivedBy: z.string().nullable(),
    eraseAt: moment.nullable().describe('When everything in it is erased'),
    isBeingErased: z.boolean(),
  }) satisfies z.ZodType<ArchiveView>,
);
const erasureView = name(
  'Erasure',
  z.object({
    workspaceId: id,
    name: z.string(),
    archivedAt: moment,
    archivedBy: z.string().nullable(),
    startedAt: moment,
    doneAt: moment.nullable().describe('Null: it is under way'),
    items: count,
    messages: count,
    contacts: count,
  }) satisfies z.ZodType<ErasureView>,
);
const eraseAfterDays = z.int().min(ERASE_MIN_DAYS).max(ERASE_MAX_DAYS).nullable();

/** A client that leaves. */
export const archiveOperations = [
  operation({
    id: 'getArchive',
    method: 'GET',
    path: 'archive',
    summary: 'Whether the workspace is archived, and when it is erased',
    act: getArchive,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ archive: archiveView.nullable() }),
    run: async (act) => ({ archive: await act() }),
  }),
  operation({
    id: 'archiveWorkspace',
    method: 'POST',
    path: 'archive',
    summary: 'Archive the workspace: it is read, not changed; nothing is fetched and nothing is sent',
    act: archiveWorkspace,
    refusals: ['archived'],
    params: none,
    query: none,
    body: z.object({
      name: z.string().describe('The workspace’s name, as a confirmation'),
      eraseAfterDays,
      endsAccess: z.boolean().describe('Delete credentials of channels and revoke API keys, this one too'),
    }),
    answer: archiveView,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'takeBackWorkspace',
    method: 'POST',
    path: 'archive/take-back',
    summary: 'Take the archived workspace back',
    act: takeBackWorkspace,
    refusals: ['conflict', 'being_erased'],
    status: 204,
    params: none,
    query: none,
    body: none,
    answer: nothing,
    run: async (act) => {
      await act();
      return undefined;
    },
  }),
  operation({
    id: 'setEraseDate',
    method: 'POST',
    path: 'archive/erase-date',
    summary: 'Say in how many days everything in the archived workspace is erased; null: not for the time being',
    act: setEraseDate,
    refusals: ['conflict', 'being_erased'],
    params: none,
    query: none,
    body: z.object({ eraseAfterDays }),
    answer: archiveView,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'listErasures',
    method: 'GET',
    path: 'erasures',
    summary: 'The workspaces of the organization that were erased: when, by whom, how much',
    act: listErasures,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ erasures: z.array(erasureView) }),
    run: async (act) => ({ erasures: await act() }),
  }),
];
