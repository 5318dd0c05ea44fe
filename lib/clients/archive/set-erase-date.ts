import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { checkEraseDays, eraseDateAfter } from './erase-date.ts';
import { readArchive } from './get-archive.ts';
import { lockArchived } from './lock-archived.ts';
import type { ArchiveView } from '../types.ts';

/**
 * Says when everything in the caller's archived workspace is erased, counted from now; null: not for the time being.
 * @throws Refusal `invalid`; `conflict` when it is not archived; `being_erased`
 */
export const setEraseDate = defineAct(
  'workspace.manage',
  async (caller, { eraseAfterDays }: { eraseAfterDays: number | null }): Promise<ArchiveView> => {
    checkEraseDays(eraseAfterDays);
    const { workspaceId } = caller;
    const now = new Date();
    return await asMember(
      caller,
      async (tx) => {
        await lockArchived(tx, workspaceId);
        await tx.workspace.update({
          where: { id: workspaceId },
          data: { eraseAt: eraseDateAfter(now, eraseAfterDays) },
          select: { id: true },
        });
        const view = await readArchive(tx, workspaceId);
        if (!view) throw new Refusal('conflict');
        await recordAudit(tx, caller, {
          act: 'workspace_erasure_set',
          subject: '',
          details: { eraseAt: view.eraseAt },
        });
        return view;
      },
      { keepsArchived: true },
    );
  },
);
