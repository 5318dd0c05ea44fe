import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { fetchMedia, type Media } from './fetch-media.ts';
import { attachmentSource, avatarSource, foundAccountSource, postSource } from './find-source.ts';
import { cacheFile, readCachedFile } from './media-cache.ts';
import { fileNameOf, type MediaSource } from './media-source.ts';
import { mediaTypeOf } from './media-type.ts';
import { sharing } from './share.ts';
import { sweepFromHere } from './sweep-media.ts';

const shared = sharing<Media>();

/**
 * `isCacheable` false: the browser must not cache it either. `fileName`: it is saved, not shown.
 */
export type ServedMedia = { bytes: Media['bytes']; mimeType: string; isCacheable: boolean; fileName?: string };

type File = { attachmentId: string; isPreview?: boolean };
type PostFile = { postId: string; position: number; isPreview?: boolean };
type AccountPicture = { connectionId: string; position: number; now?: Date };

/**
 * Reads a file that somebody sent, or its preview, from the cache or the network. The network does not learn who views it.
 * @throws Refusal `not_found`, `network_refused`, `network_unavailable`; UnfitMedia
 */
export const readMedia = defineAct(
  'items.read',
  async (caller, { attachmentId, isPreview = false }: File): Promise<ServedMedia> => {
    const { workspaceId } = caller;
    return await serve(caller, (tx) => attachmentSource(tx, { workspaceId, id: uuid(attachmentId) }, isPreview));
  },
);

/** A file of a post, by its position in the post. @throws as {@link readMedia} */
export const readPostMedia = defineAct(
  'items.read',
  async (caller, { postId, position, isPreview = false }: PostFile): Promise<ServedMedia> => {
    const { workspaceId } = caller;
    return await serve(caller, (tx) => postSource(tx, { workspaceId, id: uuid(postId), position }, isPreview));
  },
);

/** The picture of a contact, a profile, a channel, or a post's author. @throws as {@link readMedia} */
export const readAvatar = defineAct(
  'items.read',
  async (caller, { ownerId }: { ownerId: string }): Promise<ServedMedia> => {
    const { workspaceId } = caller;
    return await serve(caller, (tx) => avatarSource(tx, { workspaceId, id: uuid(ownerId) }));
  },
);

/** The picture of an account that a network sign-in returned, for the member who signed in. @throws as {@link readMedia} */
export const readAccountPicture = defineAct(
  'channels.manage',
  async (caller, { connectionId, position, now = new Date() }: AccountPicture): Promise<ServedMedia> => {
    return await serve(caller, (tx) => foundAccountSource(tx, caller, { connectionId, position, now }));
  },
);

async function serve(caller: Caller, find: (tx: Tx) => Promise<MediaSource>): Promise<ServedMedia> {
  // Read the row each time: an erased file is never served, even if a copy still exists.
  return await serveSource(await asMember(caller, async (tx) => await withFetching(tx, await find(tx))));
}

/** `mayFetch` false: an archived workspace fetches nothing, and has what it has kept. */
export type ServedSource = MediaSource & { mayFetch: boolean };

/** Call it in the transaction that read the source. */
export async function withFetching(tx: Tx, source: MediaSource): Promise<ServedSource> {
  const open = await tx.workspace.count({ where: { id: source.workspaceId, archivedAt: null } });
  return { ...source, mayFetch: open > 0 };
}

/**
 * The file of a source that was just read from the database.
 * @throws Refusal `not_found`, `network_refused`, `network_unavailable`; UnfitMedia
 */
export async function serveSource(source: ServedSource): Promise<ServedMedia> {
  sweepFromHere();
  const { isCacheable, kept } = source;
  if (kept) return { ...(await servedBytes(kept)), isCacheable };
  return { ...(isCacheable ? await readOrFetch(source) : await fetchNow(source)), isCacheable };
}

/** What is no picture, film or sound can only be saved: it may be a page with scripts. */
async function servedBytes({ bytes, isFile, title }: NonNullable<MediaSource['kept']>) {
  const mimeType = isFile ? null : await mediaTypeOf(bytes);
  if (mimeType) return { bytes, mimeType };
  return { bytes, mimeType: 'application/octet-stream', fileName: title ?? 'file' };
}

/** Concurrent requests wait for the one that is already fetching and storing the copy. */
async function readOrFetch(source: ServedSource): Promise<Media> {
  return await shared(`${source.workspaceId} ${fileNameOf(source)}`, async () => {
    const kept = await readCachedFile(source);
    const mimeType = kept && (await mediaTypeOf(kept));
    if (kept && mimeType) return { bytes: kept, mimeType };
    const media = await fetchNow(source);
    await cacheFile(source, media.bytes);
    return media;
  });
}

async function fetchNow(source: ServedSource): Promise<Media> {
  if (!source.mayFetch) throw new Refusal('not_found');
  return await fetchMedia(source);
}
