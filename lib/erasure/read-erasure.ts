import { database } from '#lib/db/client.ts';

export type ErasureView = { requestedAt: Date; doneAt: Date | null };

/** The state of an erasure request; null when the code is unknown. */
export async function readErasure(code: string): Promise<ErasureView | null> {
  return await database().prisma.erasureRequest.findUnique({
    where: { code },
    select: { requestedAt: true, doneAt: true },
  });
}
