import type { Caller } from '#lib/caller.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';

/** What a reply's images are said to show. */
export async function readAltTexts(tx: Tx, { workspaceId }: Caller, attachmentIds: string[]): Promise<string[]> {
  if (attachmentIds.length === 0) return [];
  const images = await tx.attachment.findMany({
    where: { workspaceId, id: { in: attachmentIds.map(uuid) } },
    select: { altText: true },
  });
  return images.flatMap(({ altText }) => altText ?? []);
}

/**
 * Makes the caller's uploads part of a reply, in their order.
 * @throws Refusal `not_found` for one that is another's, or part of another message
 */
export async function attach(tx: Tx, caller: Caller, messageId: string, attachmentIds: string[]): Promise<void> {
  if (attachmentIds.length === 0) return;
  const ids = attachmentIds.map(uuid);
  const positions = Prisma.sql`array_position(${ids}::uuid[], "id") - 1`;
  const attached = await tx.$executeRaw`
    UPDATE "attachment" SET "messageId" = ${messageId}::uuid, "position" = ${positions}
    WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "messageId" IS NULL
      AND "uploaderId" = ${caller.memberId}::uuid`;
  if (attached !== new Set(ids).size) throw new Refusal('not_found', { field: 'attachmentIds' });
}
