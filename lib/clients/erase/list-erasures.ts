import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { ErasureView } from '../types.ts';

/** The erased workspaces of the caller's organization, latest first. Row-level security shows them to admins only. */
export const listErasures = defineAct('workspace.manage', async (caller): Promise<ErasureView[]> => {
  const rows = await asMember(caller, (tx) =>
    tx.workspaceErasure.findMany({ orderBy: [{ startedAt: 'desc' }, { workspaceId: 'asc' }], take: 200 }),
  );
  return rows.map(({ organizationId: _, slug: __, archivedAt, startedAt, doneAt, ...row }) => ({
    ...row,
    archivedAt: archivedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }));
});
