import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import type { ExportView } from '../types.ts';
import { readExports } from './read-exports.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Asks for a copy of everything that the workspace has. A worker writes it; while one is being written, that one is answered.
 * That it was asked for is a line of the audit log. Works in an archived workspace too.
 */
export const startExport = defineAct('workspace.manage', async (caller): Promise<ExportView> => {
  const { workspaceId, memberId } = caller;
  return await asMember(
    caller,
    async (tx) => {
      const [made] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO "workspace_export" ("workspaceId", "memberId") VALUES (${workspaceId}::uuid, ${memberId}::uuid)
        ON CONFLICT ("workspaceId") WHERE "state" IN ('waiting', 'running') DO NOTHING RETURNING "id"::text`;
      if (made)
        await recordAudit(tx, caller, { act: 'workspace_exported', subject: '', details: { exportId: made.id } });
      const exports = await readExports(tx, workspaceId);
      const view = exports.find(({ id, state }) => id === made?.id || state === 'waiting' || state === 'running');
      // It ended between the two statements.
      if (!view) throw new Refusal('conflict');
      return view;
    },
    { keepsArchived: true },
  );
});
