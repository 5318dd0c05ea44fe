import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { ErasureView } from '../types.ts';

/** The most that a page shows. */
const MOST = 200;

const shown = {
  workspaceId: true,
  name: true,
  archivedAt: true,
  archivedBy: true,
  startedAt: true,
  doneAt: true,
  items: true,
  messages: true,
  contacts: true,
} as const;

/** The erased workspaces of the caller's organization, latest first. Row-level security shows them to admins only. */
export const listErasures = defineAct('workspace.manage', async (caller): Promise<ErasureView[]> => {
  const rows = await asMember(caller, (tx) =>
    tx.workspaceErasure.findMany({
      orderBy: [{ startedAt: 'desc' }, { workspaceId: 'asc' }],
      take: MOST,
      select: shown,
    }),
  );
  return rows.map(({ archivedAt, startedAt, doneAt, ...row }) => ({
    ...row,
    archivedAt: archivedAt.toISOString(),
    startedAt: startedAt.toISOString(),
    doneAt: doneAt?.toISOString() ?? null,
  }));
});
