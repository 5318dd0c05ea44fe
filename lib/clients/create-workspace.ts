import { defineAct } from '#lib/act.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import type { Caller } from '#lib/caller.ts';
import { type FoundedWorkspace, createWorkspaceIn } from '#lib/workspaces/create-workspace-in.ts';
import { applyTemplate } from './templates/apply-template.ts';
import { readTemplate } from './templates/templates.ts';
import type { TemplatePart } from './types.ts';

type Input = {
  name: string;
  slug: string;
  /** What it begins with: a template of the organization, and which parts of it. */
  template?: { id: string; parts: readonly TemplatePart[] } | null | undefined;
  /** Made up by whoever asks: with the same one, the workspace is created once. */
  creationKey?: string | undefined;
};

/**
 * Adds a workspace to the organization of the caller's workspace, with a colour far from those of the others. The caller
 * becomes its admin. All or nothing.
 * @throws Refusal `not_allowed`, `invalid`; `already_exists` when the slug is taken; `not_found` for the template
 */
export const createWorkspace = defineAct(
  'workspace.manage',
  async (caller, { name, slug, template, creationKey }: Input): Promise<FoundedWorkspace> => {
    // Read as the caller, in the caller's own workspace: another organization's is not found.
    const content = template ? await readTemplate(caller, template.id) : null;
    const key = creationKey === undefined ? null : uuid(creationKey);
    return await asDispatcher(async (tx) => {
      const { organizationId, timeZone } = await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: { organizationId: true, timeZone: true },
      });
      // One at a time, so that the second of two requests finds what the first has created, and takes another colour.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${organizationId} workspaces`}, 0))`;
      const made = key === null ? null : await findMade(tx, caller, { organizationId, creationKey: key });
      if (made) return made;
      const founded = await createWorkspaceIn(tx, {
        organizationId,
        name,
        slug,
        ownerUserId: caller.userId,
        timeZone,
        creationKey: key,
      });
      if (content && template) {
        await applyTemplate(tx, founded.workspaceId, { content, parts: new Set(template.parts) });
      }
      return founded;
    });
  },
);

async function findMade(
  tx: Tx,
  { userId }: Caller,
  { organizationId, creationKey }: { organizationId: string; creationKey: string },
): Promise<FoundedWorkspace | null> {
  const row = await tx.workspace.findFirst({
    where: { organizationId, creationKey },
    select: { id: true, slug: true, name: true },
  });
  if (!row) return null;
  const member = await tx.member.findFirst({
    where: { workspaceId: row.id, userId, removedAt: null },
    select: { id: true },
  });
  return member && { workspaceId: row.id, memberId: member.id, slug: row.slug, name: row.name };
}
