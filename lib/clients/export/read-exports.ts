import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { exportStates, type ExportView } from '../types.ts';
import { exportedTables } from './tables.ts';

/** The exports of the caller's workspace that are under way or can be downloaded, latest first. */
export const listExports = defineAct('workspace.manage', async (caller): Promise<ExportView[]> => {
  return await asMember(caller, (tx) => readExports(tx, caller.workspaceId));
});

export async function readExports(tx: Tx, workspaceId: string): Promise<ExportView[]> {
  const rows = await tx.workspaceExport.findMany({
    where: { workspaceId, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] },
    orderBy: { id: 'desc' },
    include: { member: { select: { user: { select: { name: true } } } } },
  });
  return rows.map(({ id, state, member, requestedAt, tablesDone, bytes, expiresAt }) => ({
    id,
    state: exportStates.find((known) => known === state) ?? 'failed',
    requestedBy: member.user.name,
    requestedAt: requestedAt.toISOString(),
    tablesDone,
    tables: exportedTables.length,
    bytes: Number(bytes),
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
}
