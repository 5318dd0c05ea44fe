import { allow, type Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { fetchMedia, type Media } from './fetch-media.ts';
import { attachmentSource, avatarSource, foundAccountSource, postSource } from './find-source.ts';
import { keep, readKept } from './media-cache.ts';
import { fileNameOf, type MediaSource } from './media-source.ts';
import { mediaTypeOf } from './media-type.ts';
import { sharing } from './share.ts';
import { sweepFromHere } from './sweep-media.ts';

const shared = sharing<Media>();

/** `isKept` false: the reader may not keep it either. */
export type ServedMedia = Media & { isKept: boolean };

/**
 * A file that somebody sent, or its preview, as it lies with the network. The one who looks is not seen there.
 * @throws Refusal `not_found`, `network_refused`, `network_unavailable`; UnfitMedia
 */
export async function readMedia(
  caller: Caller,
  { attachmentId, isPreview = false }: { attachmentId: string; isPreview?: boolean },
): Promise<ServedMedia> {
  const { workspaceId } = caller;
  return await serve(caller, (tx) => attachmentSource(tx, { workspaceId, id: uuid(attachmentId) }, isPreview));
}

/** A file of a post, by its place in it. @throws as {@link readMedia} */
export async function readPostMedia(
  caller: Caller,
  { postId, position, isPreview = false }: { postId: string; position: number; isPreview?: boolean },
): Promise<ServedMedia> {
  const { workspaceId } = caller;
  return await serve(caller, (tx) => postSource(tx, { workspaceId, id: uuid(postId), position }, isPreview));
}

/** The picture of a contact, a profile, a channel, or a post's author. @throws as {@link readMedia} */
export async function readAvatar(caller: Caller, { ownerId }: { ownerId: string }): Promise<ServedMedia> {
  const { workspaceId } = caller;
  return await serve(caller, (tx) => avatarSource(tx, { workspaceId, id: uuid(ownerId) }));
}

/** The picture of an account that a sign-in brought, to the member who signed in. @throws as {@link readMedia} */
export async function readAccountPicture(
  caller: Caller,
  { connectionId, position, now = new Date() }: { connectionId: string; position: number; now?: Date },
): Promise<ServedMedia> {
  allow(caller, 'channels.manage');
  return await serve(caller, (tx) => foundAccountSource(tx, caller, { connectionId, position, now }));
}

async function serve(caller: Caller, find: (tx: Tx) => Promise<MediaSource>): Promise<ServedMedia> {
  allow(caller, 'items.read');
  // The row is asked each time: what was erased is not served, wherever a copy still lies.
  const source = await inWorkspace(caller.workspaceId, find);
  sweepFromHere();
  const isKept = source.mayBeKept;
  return { ...(isKept ? await keptOrFetched(source) : await fetchMedia(source)), isKept };
}

/** Looks and keeps in one: who asks while a copy is being written waits for it. */
async function keptOrFetched(source: MediaSource): Promise<Media> {
  return await shared(`${source.workspaceId} ${fileNameOf(source)}`, async () => {
    const kept = await readKept(source);
    const mimeType = kept && (await mediaTypeOf(kept));
    if (kept && mimeType) return { bytes: kept, mimeType };
    const media = await fetchMedia(source);
    await keep(source, media.bytes);
    return media;
  });
}
