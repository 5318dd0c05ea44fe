import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { plainLine } from '#lib/plain-text.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { TEMPLATE_NAME_LIMIT, TEMPLATES_LIMIT, type TemplatePreview, type TemplateView } from '../types.ts';
import { countsOf, templateContent, type TemplateContent } from './content.ts';
import { readSettings } from './read-settings.ts';
import { namesOfClient, previewOf, withoutNames } from './without-names.ts';

/** The templates of the caller's organization, by name. Row-level security shows them to admins only. */
export const listTemplates = defineAct('workspace.manage', async (caller): Promise<TemplateView[]> => {
  return await asMember(caller, async (tx) => {
    const rows = await tx.workspaceTemplate.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });
    return rows.map(viewOf);
  });
});

/** What a template made of the caller's workspace would have now, and what it would leave out because it names the client. */
export const previewTemplate = defineAct('workspace.manage', async (caller): Promise<TemplatePreview> => {
  return await asMember(caller, async (tx) => previewOf(await settingsOf(tx, caller)));
});

/**
 * Makes a template of the caller's workspace, for the whole organization; one of that name is made again.
 * @throws Refusal `invalid`; `too_many` (`limit`)
 */
export const saveTemplate = defineAct(
  'workspace.manage',
  async (caller, input: { name: string }): Promise<TemplateView & { leftOut: number }> => {
    const name = plainLine(input.name, TEMPLATE_NAME_LIMIT + 1);
    if (name === '' || name.length > TEMPLATE_NAME_LIMIT) throw new Refusal('invalid', { field: 'name' });
    return await asMember(caller, async (tx) => {
      const { content, leftOut } = await settingsOf(tx, caller);
      const { organizationId } = await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: { organizationId: true },
      });
      // One at a time, so that the limit and the names hold.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${organizationId} templates`}, 0))`;
      const stored = await tx.workspaceTemplate.findMany({ select: { id: true, name: true } });
      const known = stored.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (!known && stored.length >= TEMPLATES_LIMIT) throw new Refusal('too_many', { limit: TEMPLATES_LIMIT });
      const data = { name, content, updatedAt: new Date() };
      const row = known
        ? await tx.workspaceTemplate.update({ where: { organizationId_id: { organizationId, id: known.id } }, data })
        : await tx.workspaceTemplate.create({ data: { organizationId, ...data } });
      await recordAudit(tx, caller, { act: 'template_saved', subject: name, details: { templateId: row.id } });
      return { ...viewOf(row), leftOut: leftOut.length };
    });
  },
);

/** Workspaces that were made from it stay as they are. @throws Refusal `not_found` */
export const deleteTemplate = defineAct(
  'workspace.manage',
  async (caller, { templateId }: { templateId: string }): Promise<void> => {
    const id = uuid(templateId);
    await asMember(caller, async (tx) => {
      const row = await tx.workspaceTemplate.findFirst({ where: { id }, select: { name: true } });
      if (!row) throw new Refusal('not_found');
      await tx.workspaceTemplate.deleteMany({ where: { id } });
      await recordAudit(tx, caller, { act: 'template_deleted', subject: row.name, details: { templateId: id } });
    });
  },
);

/** The content of a template of the caller's organization. @throws Refusal `not_found` */
export async function readTemplate(caller: Caller, templateId: string): Promise<TemplateContent> {
  const id = uuid(templateId);
  const row = await asMember(caller, (tx) =>
    tx.workspaceTemplate.findFirst({ where: { id }, select: { content: true } }),
  );
  if (!row) throw new Refusal('not_found', { field: 'template' });
  return templateContent.parse(row.content);
}

async function settingsOf(tx: Tx, { workspaceId }: Caller) {
  return withoutNames(await readSettings(tx, workspaceId), await namesOfClient(tx, workspaceId));
}

function viewOf({ id, name, content, updatedAt }: Prisma.WorkspaceTemplateGetPayload<object>): TemplateView {
  return { id, name, updatedAt: updatedAt.toISOString(), counts: countsOf(templateContent.parse(content)) };
}
