import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';

export type ErasureView = { requestedAt: Date; doneAt: Date | null };

/** The state of an erasure request; null when the code is unknown. */
export async function readErasure(code: string): Promise<ErasureView | null> {
  return await outsideWorkspaces().erasureRequest.findUnique({
    where: { code },
    select: { requestedAt: true, doneAt: true },
  });
}
