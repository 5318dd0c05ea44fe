import { z } from 'zod';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { getSignInRules } from '#lib/workspaces/single-sign-on/get-sign-in-rules.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { listAudit } from '#lib/workspaces/list-audit.ts';
import { EMAIL_DOMAINS_LIMIT, emailDomain, timeZone, workspaceName } from '#lib/workspaces/types.ts';
import { operation } from '../operation.ts';
import { cursor, id, none } from '../schemas/fields.ts';
import { auditView } from '../schemas/workspace.ts';

const settings = z.object({ id, slug: z.string(), name: z.string(), hue: z.int(), timeZone: z.string() });

const signInRules = z.object({
  emailDomains: z.array(z.string()),
  isSingleSignOnRequired: z.boolean(),
  providerName: z.string().nullable(),
  isLinked: z.boolean(),
});

export const workspaceOperations = [
  operation({
    id: 'getWorkspace',
    method: 'GET',
    path: '',
    summary: 'The workspace itself',
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
    summary: 'Change its name, hue and time zone',
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
    id: 'getSignInRules',
    method: 'GET',
    path: 'sign-in-rules',
    summary: 'How the members of its organization sign in',
    permission: 'workspace.manage',
    params: none,
    query: none,
    body: z.unknown(),
    answer: signInRules,
    run: async (caller) => await getSignInRules(caller),
  }),
  operation({
    id: 'editSignInRules',
    method: 'POST',
    path: 'sign-in-rules',
    refusals: ['single_sign_on_unused'],
    summary: 'Change who may sign in at the OpenID Connect provider, and whether members have to',
    permission: 'workspace.manage',
    params: none,
    query: none,
    body: z.object({
      emailDomains: z.array(emailDomain).max(EMAIL_DOMAINS_LIMIT),
      isSingleSignOnRequired: z.boolean(),
    }),
    answer: signInRules,
    run: async (caller, { body }) => {
      await editSignInRules(caller, body);
      return await getSignInRules(caller);
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
