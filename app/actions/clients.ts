'use server';
import { z } from 'zod';
import { archiveWorkspace } from '#lib/clients/archive/archive-workspace.ts';
import { setEraseDate } from '#lib/clients/archive/set-erase-date.ts';
import { takeBackWorkspace } from '#lib/clients/archive/take-back-workspace.ts';
import { startExport } from '#lib/clients/export/start-export.ts';
import { createWorkspace } from '#lib/clients/create-workspace.ts';
import { templateParts } from '#lib/clients/types.ts';
import { deleteTemplate, saveTemplate } from '#lib/clients/templates/templates.ts';
import { memberAction } from './member-action.ts';

export const createWorkspaceAction = memberAction({
  name: 'createWorkspace',
  act: createWorkspace,
  input: z.object({
    name: z.string(),
    slug: z.string(),
    template: z.object({ id: z.uuid(), parts: z.array(z.enum(templateParts)) }).nullable(),
    creationKey: z.uuid(),
  }),
});

export const saveTemplateAction = memberAction({
  name: 'saveTemplate',
  act: saveTemplate,
  input: z.object({ name: z.string() }),
});

export const deleteTemplateAction = memberAction({
  name: 'deleteTemplate',
  act: deleteTemplate,
  input: z.object({ templateId: z.uuid() }),
});

export const archiveWorkspaceAction = memberAction({
  name: 'archiveWorkspace',
  act: archiveWorkspace,
  input: z.object({ name: z.string(), eraseAfterDays: z.int().nullable(), endsAccess: z.boolean() }),
});

export const takeBackWorkspaceAction = memberAction({
  name: 'takeBackWorkspace',
  act: takeBackWorkspace,
  input: z.object({}),
});

export const setEraseDateAction = memberAction({
  name: 'setEraseDate',
  act: setEraseDate,
  input: z.object({ eraseAfterDays: z.int().nullable() }),
});

export const startExportAction = memberAction({ name: 'startExport', act: startExport, input: z.object({}) });
