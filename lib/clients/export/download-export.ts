import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { refuseOnceEnded } from './read-table.ts';

/**
 * Streams the file of an export, one part after the other, until its time is over. That it was downloaded is a line of the audit
 * log. The stream breaks off when the caller loses the right meanwhile, or the export is deleted: a file that ends is whole.
 * @returns `bytes`: the length of the file
 * @throws Refusal `not_found`
 */
export const downloadExport = defineAct(
  'workspace.manage',
  async (caller, { exportId }: { exportId: string }): Promise<{ file: ReadableStream<Uint8Array>; bytes: number }> => {
    const id = uuid(exportId);
    const bytes = await asMember(
      caller,
      async (tx) => {
        const { workspaceId } = caller;
        const where = { workspaceId, id, state: 'done', expiresAt: { gt: new Date() } };
        const found = await tx.workspaceExport.findFirst({ where, select: { bytes: true } });
        if (!found) throw new Refusal('not_found');
        await recordAudit(tx, caller, { act: 'workspace_export_downloaded', subject: '', details: { exportId: id } });
        return Number(found.bytes);
      },
      { keepsArchived: true },
    );
    const parts = partsOf(caller, { exportId: id, bytes });
    const file = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return { file, bytes };
  },
);

async function* partsOf(
  caller: Caller,
  { exportId, bytes }: { exportId: string; bytes: number },
): AsyncGenerator<Uint8Array> {
  const { workspaceId } = caller;
  let given = 0;
  for (let number = 1; given < bytes; number += 1) {
    const part = await asMember(caller, async (tx) => {
      await refuseOnceEnded(tx, caller);
      const key = { workspaceId, exportId, number };
      return await tx.workspaceExportPart.findUnique({
        where: { workspaceId_exportId_number: key },
        select: { bytes: true },
      });
    });
    if (!part) throw new Error('an export was deleted while it was downloaded');
    given += part.bytes.length;
    yield part.bytes;
  }
}
