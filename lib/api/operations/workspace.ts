import { z } from 'zod';
import { editWorkspace } from '#lib/workspaces/edit-workspace.ts';
import { editSignInRules } from '#lib/workspaces/single-sign-on/edit-sign-in-rules.ts';
import { getSignInRules } from '#lib/workspaces/single-sign-on/get-sign-in-rules.ts';
import { getWorkspace } from '#lib/workspaces/get-workspace.ts';
import { EMAIL_DOMAINS_LIMIT, emailDomain, timeZone, workspaceName } from '#lib/workspaces/types.ts';
import { operation } from '../operation.ts';
import { id, none } from '../schemas/fields.ts';

const settings = z.object({ id, slug: z.string(), name: z.string(), hue: z.int(), timeZone: z.string() });

const signInRules = z.object({
  emailDomains: z.array(z.string()),
  isSingleSignOnRequired: z.boolean(),
  providerName: z.string().nullable(),
  isLinked: z.boolean(),
  mayChange: z.boolean(),
});

export const workspaceOperations = [
  operation({
    id: 'getWorkspace',
    method: 'GET',
    path: '',
    summary: 'Get the workspace',
    act: getWorkspace,
    params: none,
    query: none,
    body: z.unknown(),
    answer: settings,
    run: async (act) => await act(),
  }),
  operation({
    id: 'editWorkspace',
    method: 'POST',
    path: '',
    summary: 'Change the workspace’s name, hue and time zone',
    act: editWorkspace,
    params: none,
    query: none,
    body: z.object({ name: workspaceName, hue: z.int().min(0).max(360), timeZone }),
    answer: settings,
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'getSignInRules',
    method: 'GET',
    path: 'sign-in-rules',
    summary: 'Get the organization’s sign-in rules',
    act: getSignInRules,
    params: none,
    query: none,
    body: z.unknown(),
    answer: signInRules,
    run: async (act) => await act(),
  }),
  operation({
    id: 'editSignInRules',
    method: 'POST',
    path: 'sign-in-rules',
    refusals: ['single_sign_on_unused', 'not_everywhere'],
    summary: 'Change the organization’s sign-in rules',
    act: editSignInRules,
    params: none,
    query: none,
    body: z.object({
      emailDomains: z.array(emailDomain).max(EMAIL_DOMAINS_LIMIT),
      isSingleSignOnRequired: z.boolean(),
    }),
    answer: signInRules,
    run: async (act, { body }) => await act(body),
  }),
];
