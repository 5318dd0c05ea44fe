import { z } from 'zod';
import { previewRemoval } from '#lib/items/members/preview-removal.ts';
import { auditFormats, exportAudit } from '#lib/workspaces/audit/export-audit.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { endMemberSessions } from '#lib/workspaces/people/end-member-sessions.ts';
import { getSecondFactorRule, requireSecondFactor } from '#lib/workspaces/people/require-second-factor.ts';
import { auditAuthors } from '#lib/workspaces/types.ts';
import { operation } from '../operation.ts';
import { count, cursor, id, moment, none } from '../schemas/fields.ts';
import { auditView } from '../schemas/workspace.ts';

const auditFilter = z.object({
  text: z.string().min(1).max(200).optional(),
  memberId: id.optional(),
  act: z.string().min(1).max(60).optional(),
  itemId: id.optional(),
  by: z.enum(auditAuthors).optional(),
  from: moment.optional(),
  until: moment.optional(),
});

type GivenFilter = z.infer<typeof auditFilter>;

const readFilter = ({ from, until, ...filter }: GivenFilter) => ({
  ...filter,
  ...(from === undefined ? {} : { from: new Date(from) }),
  ...(until === undefined ? {} : { until: new Date(until) }),
});

const onMember = z.object({ memberId: id });
const secondFactorRule = z.object({ isRequired: z.boolean(), isOwn: z.boolean(), mayChange: z.boolean() });
const mimeTypes = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

/** The audit log, second factors, sessions and leaving. */
export const safetyOperations = [
  operation({
    id: 'listAudit',
    method: 'GET',
    path: 'audit',
    summary: 'Who did what, from where, latest first: the audit log and the histories of items',
    act: listAudit,
    params: none,
    query: auditFilter.extend({ cursor: cursor.optional() }),
    body: z.unknown(),
    answer: z.object({ entries: z.array(auditView), nextCursor: z.string().nullable() }),
    run: async (act, { query: { cursor: from, ...filter } }) => await act({ ...readFilter(filter), cursor: from }),
  }),
  operation({
    id: 'exportAudit',
    method: 'GET',
    path: 'audit/export',
    summary: 'The audit log as one file, with the filters of the list',
    act: exportAudit,
    gives: ['text/csv', 'application/json'],
    params: none,
    query: auditFilter.extend({ format: z.enum(auditFormats).default('csv') }),
    body: z.unknown(),
    answer: z.unknown(),
    run: async (act, { query: { format, ...filter } }) =>
      new Response(await act({ ...readFilter(filter), format }), {
        headers: {
          'content-type': mimeTypes[format],
          'content-disposition': `attachment; filename="audit-log.${format}"`,
        },
      }),
  }),
  operation({
    id: 'getSecondFactorRule',
    method: 'GET',
    path: 'second-factor-rule',
    summary: 'Whether the organization requires a second factor',
    act: getSecondFactorRule,
    params: none,
    query: none,
    body: z.unknown(),
    answer: secondFactorRule,
    run: async (act) => await act(),
  }),
  operation({
    id: 'requireSecondFactor',
    method: 'POST',
    path: 'second-factor-rule',
    summary: 'Require a second factor of the organization’s members, or no longer',
    act: requireSecondFactor,
    refusals: ['second_factor_unused', 'not_everywhere'],
    params: none,
    query: none,
    body: z.object({ isRequired: z.boolean() }),
    answer: secondFactorRule,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'previewRemoval',
    method: 'GET',
    path: 'members/{memberId}/holdings',
    summary: 'What a member holds and would hand over',
    act: previewRemoval,
    params: onMember,
    query: z.object({ successorId: id.optional() }),
    body: z.unknown(),
    answer: z.object({
      items: count,
      snoozedItems: count,
      lostItems: count.describe('Of `items`, those that the successor could not take'),
      parts: count,
      approvals: count,
      lostParts: count.describe('Of `parts`, those that the successor could not take'),
      promises: count.describe('Promises that they owe'),
      teams: count,
      privateViews: count,
      apiKeys: count,
      runningActions: count,
    }),
    run: async (act, { params, query }) => await act({ ...params, successorId: query.successorId ?? null }),
  }),
  operation({
    id: 'endMemberSessions',
    method: 'POST',
    path: 'members/{memberId}/end-sessions',
    summary: 'Sign a member out everywhere',
    act: endMemberSessions,
    params: onMember,
    query: none,
    body: none,
    answer: z.object({ revoked: count }),
    run: async (act, { params }) => await act(params),
  }),
];
