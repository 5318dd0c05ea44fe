import { z } from 'zod';
import { downloadExport } from '#lib/clients/export/download-export.ts';
import { listExports } from '#lib/clients/export/read-exports.ts';
import { startExport } from '#lib/clients/export/start-export.ts';
import { exportStates, type ExportView } from '#lib/clients/types.ts';
import { operation } from '../../operation.ts';
import { count, id, moment, name, none } from '../../schemas/fields.ts';

const exportView = name(
  'Export',
  z.object({
    id,
    state: z.enum(exportStates),
    requestedBy: z.string(),
    requestedAt: moment,
    tablesDone: count,
    tables: count,
    bytes: count,
    expiresAt: moment.nullable().describe('Until when it can be downloaded'),
  }) satisfies z.ZodType<ExportView>,
);

/** Copies of everything that a workspace has. */
export const exportOperations = [
  operation({
    id: 'listExports',
    method: 'GET',
    path: 'exports',
    summary: 'List the exports of the whole workspace',
    act: listExports,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ exports: z.array(exportView) }),
    run: async (act) => ({ exports: await act() }),
  }),
  operation({
    id: 'startExport',
    method: 'POST',
    path: 'exports',
    summary: 'Ask for a copy of everything that the workspace has; while one is being written, it is that one',
    act: startExport,
    refusals: ['conflict'],
    status: 202,
    params: none,
    query: none,
    body: none,
    answer: exportView,
    run: async (act) => await act(),
  }),
  operation({
    id: 'downloadExport',
    method: 'GET',
    path: 'exports/{exportId}/file',
    summary: 'The file: a compressed tar archive with JSON lines, CSV and media',
    act: downloadExport,
    gives: 'application/gzip',
    params: z.object({ exportId: id }),
    query: none,
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { params }) => {
      const { file, bytes } = await act(params);
      return new Response(file, {
        headers: {
          'content-type': 'application/gzip',
          'content-length': String(bytes),
          'content-disposition': 'attachment; filename="workspace.tar.gz"',
        },
      });
    },
  }),
];
