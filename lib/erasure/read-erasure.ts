import { database } from '#lib/db/client.ts';

export type ErasureView = { requestedAt: Date; doneAt: Date | null };

/** What became of a wish to be forgotten; null when nobody has that code. */
export async function readErasure(code: string): Promise<ErasureView | null> {
  return await database().prisma.erasureRequest.findUnique({
    where: { code },
    select: { requestedAt: true, doneAt: true },
  });
}
