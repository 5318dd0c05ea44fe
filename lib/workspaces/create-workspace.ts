import { defineAct } from '#lib/act.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { type FoundedWorkspace, createWorkspaceIn } from './create-workspace-in.ts';

/**
 * Adds a workspace to the organization of the caller's workspace. The caller becomes its admin.
 * @throws Refusal `not_allowed`, `invalid`; `already_exists` when the slug is taken
 */
export const createWorkspace = defineAct(
  'workspace.manage',
  async (caller, { name, slug }: { name: string; slug: string }): Promise<FoundedWorkspace> => {
    return await asDispatcher(async (tx) => {
      const { organizationId, timeZone } = await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: { organizationId: true, timeZone: true },
      });
      return await createWorkspaceIn(tx, { organizationId, name, slug, ownerUserId: caller.userId, timeZone });
    });
  },
);
