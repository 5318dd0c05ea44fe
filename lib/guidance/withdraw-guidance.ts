import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { findOpen } from './find-open.ts';
import { recordVersion } from './record-version.ts';
import { manageGuidance } from './rights.ts';

type Input = {
  guidanceId: string;
  /** As the caller has read it. */
  version: number;
};

/**
 * Withdraws guidance. Once this has returned, no scheduled reply that was written by it begins to be sent any more: it is held.
 * @throws Refusal `not_found`; `conflict` when somebody else changed or withdrew it meanwhile
 */
export const withdrawGuidance = defineAct(
  manageGuidance.permission,
  async (caller, { guidanceId, version }: Input): Promise<void> => {
    const { workspaceId } = caller;
    await asMember(caller, async (tx) => {
      const { id } = await findOpen(tx, workspaceId, { guidanceId, version });
      const row = await tx.guidance.update({
        where: { workspaceId_id: { workspaceId, id } },
        data: { withdrawnAt: new Date(), version: { increment: 1 } },
      });
      await recordVersion(tx, caller, row, 'withdrawn');
    });
    announce(workspaceId);
  },
);
