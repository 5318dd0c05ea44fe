import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

export type ErasureView = { requestedAt: Date; doneAt: Date | null };

/** What became of a wish to be forgotten; null when nobody has that code. */
export async function readErasure(code: string): Promise<ErasureView | null> {
  return await outsideWorkspaces().erasureRequest.findUnique({
    where: { code },
    select: { requestedAt: true, doneAt: true },
  });
}
