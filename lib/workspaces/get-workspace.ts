import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';

export type WorkspaceDetails = { id: string; slug: string; name: string; hue: number; timeZone: string };

/** The caller's workspace. */
export async function getWorkspace(caller: Caller): Promise<WorkspaceDetails> {
  return await inWorkspace(
    caller.workspaceId,
    async (tx) =>
      await tx.workspace.findUniqueOrThrow({
        where: { id: caller.workspaceId },
        select: { id: true, slug: true, name: true, hue: true, timeZone: true },
      }),
  );
}
