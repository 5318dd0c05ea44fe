import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';

export type WorkspaceDetails = { id: string; slug: string; name: string; hue: number; timeZone: string };

export const workspaceFields = { id: true, slug: true, name: true, hue: true, timeZone: true } as const;

/** The caller's workspace. */
export const getWorkspace = defineAct('items.read', async (caller): Promise<WorkspaceDetails> => {
  return await asMember(
    caller,
    async (tx) =>
      await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: workspaceFields,
      }),
  );
});
