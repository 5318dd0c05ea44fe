import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { imageTypeOf } from './image-type.ts';
import type { AttachmentView } from '#lib/items/types.ts';

/** The largest accepted image, in bytes; a network may allow less. */
export const UPLOAD_LIMIT = 2_000_000;

/**
 * Stores an image for a reply that is being written. An unused image is deleted after a day.
 * @throws Refusal `invalid` when it is not a JPEG, PNG, GIF or WebP; `too_many` (`limit`) when it is too large;
 *   `quota_reached` when too many uploads wait already
 */
export const uploadAttachment = defineAct(
  'replies.write',
  async (
    caller,
    { bytes, altText = '' }: { bytes: Uint8Array<ArrayBuffer>; altText?: string },
  ): Promise<AttachmentView> => {
    if (bytes.length > UPLOAD_LIMIT) throw new Refusal('too_many', { limit: UPLOAD_LIMIT, field: 'bytes' });
    const image = await imageTypeOf(bytes);
    if (!image) throw new Refusal('invalid', { field: 'bytes' });
    const { workspaceId, memberId } = caller;
    return await asMember(caller, async (tx) => {
      await takeStock(tx, workspaceId, [
        { quota: 'waiting_uploads_of_member', subject: memberId },
        { quota: 'waiting_upload_bytes_of_member', subject: memberId, amount: bytes.length },
        { quota: 'waiting_uploads', subject: null },
        { quota: 'waiting_upload_bytes', subject: null, amount: bytes.length },
      ]);
      const { id } = await tx.attachment.create({
        data: { workspaceId, uploaderId: memberId, kind: 'image', bytes, altText, ...image },
        select: { id: true },
      });
      return { id, kind: 'image', url: null, previewUrl: null, altText, title: null, file: null, ...image };
    });
  },
);
