import { z } from 'zod';
import { Prisma } from '#lib/db/generated/client.ts';
import { attachmentSource, postSource } from '#lib/media/find-source.ts';
import { mediaTypeOf } from '#lib/media/media-type.ts';
import type { MediaSource } from '#lib/media/media-source.ts';
import { serveSource, type ServedMedia, withFetching } from '#lib/media/read-media.ts';
import type { WorkspaceToken } from '#lib/workspaces/tokens.ts';
import { isPublished } from './shown-sql.ts';
import { type GuestVisit, recognizeLink, throughLink } from './through-link.ts';

const attachmentId = z.uuid();
const position = z.string().regex(/^\d{1,2}$/);

/**
 * A picture on the page of an open link: an attachment by its id, or one of the post by its position. The guest's role
 * decides whether it belongs to the item; only then is it fetched.
 * @returns null for an unknown or closed link, and for what its page does not show
 * @throws Refusal `throttled`, `network_refused`, `network_unavailable`; UnfitMedia
 */
export async function readGuestFile(visit: GuestVisit, file: string): Promise<ServedMedia | null> {
  const link = await recognizeLink(visit);
  if (!link) return null;
  if (attachmentId.safeParse(file).success) return await readAttachment(link, file);
  return position.safeParse(file).success ? await readPostPicture(link, Number(file)) : null;
}

async function readAttachment(link: WorkspaceToken, id: string): Promise<ServedMedia | null> {
  const shown = await throughLink({ ...link, acts: false }, async (tx, entry) => {
    if (entry?.state !== 'open') return null;
    const [found] = await tx.$queryRaw<{ bytes: Uint8Array<ArrayBuffer> | null }[]>(Prisma.sql`
      SELECT t."bytes" FROM "attachment" t
      JOIN "message" m ON m."workspaceId" = t."workspaceId" AND m."id" = t."messageId"
      WHERE t."id" = ${id}::uuid AND t."kind" = 'image' AND m."deletedAt" IS NULL AND m."erasedAt" IS NULL
        AND (${isPublished} OR EXISTS (SELECT FROM "action" a
          WHERE a."workspaceId" = m."workspaceId" AND a."messageId" = m."id" AND a."id" = ${entry.actionId}::uuid))`);
    return found ?? null;
  });
  if (!shown) return null;
  const { bytes } = shown;
  if (bytes) {
    const mimeType = await mediaTypeOf(bytes);
    return mimeType && { bytes, mimeType, isCacheable: false };
  }
  return await serve(link, (tx) => attachmentSource(tx, { workspaceId: link.workspaceId, id }, false));
}

async function readPostPicture(link: WorkspaceToken, at: number): Promise<ServedMedia | null> {
  const postId = await throughLink({ ...link, acts: false }, async (tx, entry) => {
    if (entry?.state !== 'open') return null;
    const [post] = await tx.$queryRaw<{ id: string }[]>(
      Prisma.sql`SELECT p."id"::text FROM "post" p WHERE p."deletedAt" IS NULL`,
    );
    return post?.id ?? null;
  });
  if (postId === null) return null;
  return await serve(link, (tx) => postSource(tx, { workspaceId: link.workspaceId, id: postId, position: at }, false));
}

async function serve(
  link: WorkspaceToken,
  find: (tx: Parameters<typeof attachmentSource>[0]) => Promise<MediaSource>,
): Promise<ServedMedia | null> {
  const source = await throughLink({ ...link, acts: true }, async (tx, entry) =>
    entry?.state === 'open' ? await withFetching(tx, await find(tx)) : null,
  );
  return source?.isPicture ? await serveSource(source) : null;
}
