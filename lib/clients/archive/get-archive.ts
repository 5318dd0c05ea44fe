import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ArchiveView } from '../types.ts';

/** Since when the caller's workspace is archived, and until when it can be read; null: it is not archived. */
export const getArchive = defineAct('items.read', async (caller): Promise<ArchiveView | null> => {
  return await asMember(caller, (tx) => readArchive(tx, caller.workspaceId));
});

export async function readArchive(tx: Tx, workspaceId: string): Promise<ArchiveView | null> {
  const { archivedAt, archivedById, eraseAt } = await tx.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { archivedAt: true, archivedById: true, eraseAt: true },
  });
  if (!archivedAt) return null;
  const by = archivedById
    ? await tx.member.findFirst({ where: { id: archivedById }, select: { user: { select: { name: true } } } })
    : null;
  return {
    archivedAt: archivedAt.toISOString(),
    archivedBy: by?.user.name ?? null,
    eraseAt: eraseAt?.toISOString() ?? null,
    isBeingErased: eraseAt !== null && eraseAt.getTime() <= Date.now(),
  };
}
