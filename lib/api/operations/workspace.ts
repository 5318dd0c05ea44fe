import { z } from 'zod';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { timeZone, workspaceName } from '#lib/workspaces/types.ts';
import { operation } from '../operation.ts';
import { cursor, id, none } from '../schemas/fields.ts';
import { auditView } from '../schemas/workspace.ts';

const settings = z.object({ id, slug: z.string(), name: z.string(), hue: z.int(), timeZone: z.string() });

export const workspaceOperations = [
  operation({
    id: 'getWorkspace',
    method: 'GET',
    path: '',
    summary: 'Get the workspace',
    permission: 'items.read',
    params: none,
    query: none,
    body: z.unknown(),
    answer: settings,
    run: async (caller) => await getWorkspace(caller),
  }),
  operation({
    id: 'editWorkspace',
    method: 'POST',
    path: '',
    summary: 'Change the workspace’s name, hue and time zone',
    permission: 'workspace.manage',
    params: none,
    query: none,
    body: z.object({ name: workspaceName, hue: z.int().min(0).max(360), timeZone }),
    answer: settings,
    run: async (caller, { body }) => {
      await editWorkspace(caller, body);
      return await getWorkspace(caller);
    },
  }),
  operation({
    id: 'listAudit',
    method: 'GET',
    path: 'audit',
    summary: 'Who changed members, keys, channels and settings, latest first',
    permission: 'audit.read',
    params: none,
    query: z.object({ cursor: cursor.optional() }),
    body: z.unknown(),
    answer: z.object({ entries: z.array(auditView), nextCursor: z.string().nullable() }),
    run: async (caller, { query }) =>
      await listAudit(caller, query.cursor === undefined ? {} : { cursor: query.cursor }),
  }),
];
