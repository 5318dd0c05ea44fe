import { z } from 'zod';
import { createWorkspace } from '#lib/clients/create-workspace.ts';
import { NAMED_LIMIT, TEMPLATE_NAME_LIMIT, templateParts, type TemplateView } from '#lib/clients/types.ts';
import { deleteTemplate, listTemplates, previewTemplate, saveTemplate } from '#lib/clients/templates/templates.ts';
import { workspaceName, workspaceSlug } from '#lib/workspaces/types.ts';
import { operation } from '../../operation.ts';
import { count, id, moment, name, none, nothing } from '../../schemas/fields.ts';

const counts = z.record(z.enum(templateParts), count).describe('How much there is of each part');
const template = z.object({ id, name: z.string(), updatedAt: moment, counts });
const templateView = name('Template', template satisfies z.ZodType<TemplateView>);

/** Templates of the organization, and new workspaces. */
export const templateOperations = [
  operation({
    id: 'listTemplates',
    method: 'GET',
    path: 'templates',
    summary: 'List the organization’s templates for new workspaces',
    act: listTemplates,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ templates: z.array(templateView) }),
    run: async (act) => ({ templates: await act() }),
  }),
  operation({
    id: 'previewTemplate',
    method: 'GET',
    path: 'templates/preview',
    summary: 'What a template of this workspace would have, and what it leaves out because it names the client',
    act: previewTemplate,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({
      counts,
      leftOut: z.array(z.object({ part: z.enum(templateParts), name: z.string() })).max(NAMED_LIMIT),
      leftOutCount: count,
    }),
    run: async (act) => await act(),
  }),
  operation({
    id: 'saveTemplate',
    method: 'POST',
    path: 'templates',
    summary: 'Make a template of this workspace; one of that name is made again',
    act: saveTemplate,
    refusals: ['too_many', 'archived'],
    params: none,
    query: none,
    body: z.object({ name: z.string().trim().min(1).max(TEMPLATE_NAME_LIMIT) }),
    answer: template.extend({ leftOut: count }),
    run: async (act, { body }) => await act(body),
  }),
  operation({
    id: 'deleteTemplate',
    method: 'DELETE',
    path: 'templates/{templateId}',
    summary: 'Delete a template; workspaces made from it stay as they are',
    act: deleteTemplate,
    refusals: ['archived'],
    status: 204,
    params: z.object({ templateId: id }),
    query: none,
    body: z.unknown(),
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
  operation({
    id: 'createWorkspace',
    method: 'POST',
    path: 'workspaces',
    summary: 'Add a workspace to the organization, empty or from a template; you become its admin',
    act: createWorkspace,
    refusals: ['already_exists'],
    status: 201,
    params: none,
    query: none,
    body: z.object({
      name: workspaceName,
      slug: workspaceSlug,
      template: z.object({ id, parts: z.array(z.enum(templateParts)) }).nullish(),
      creationKey: id.optional().describe('Made up by you: with the same one, the workspace is created once'),
    }),
    answer: z.object({ workspaceId: id, memberId: id, slug: z.string(), name: z.string() }),
    run: async (act, { body }) => await act(body),
  }),
];
