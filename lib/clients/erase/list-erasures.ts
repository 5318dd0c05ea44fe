import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';

/** What remains of an erased workspace. Dates are ISO 8601. */
export type ErasureView = {
  workspaceId: string;
  name: string;
  archivedAt: string;
  archivedBy: string | null;
  startedAt: string;
  /** Null: it is under way. */
  doneAt: string | null;
  items: number;
  messages: number;
  contacts: number;
};

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
