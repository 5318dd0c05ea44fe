import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { changeItems } from '#lib/items/change/change-items.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { downloadFile, UnfitMedia } from '#lib/media/fetch-media.ts';
import { mediaJobs } from '#lib/media/jobs.ts';
import { mediaTypeOf } from '#lib/media/media-type.ts';

/** Files that one job keeps; the others are found again. */
const AT_ONCE = 20;
/** After this long the networks have deleted a file, in milliseconds. */
const LIFE_MS = 7 * 24 * 3_600_000;

type Awaited = { id: string; url: string; kind: string; mimeType: string | null; itemId: string; createdAt: Date };
type Kept = { state: 'kept'; bytes: Uint8Array<ArrayBuffer>; mimeType: string } | { state: 'lost' } | null;

/**
 * Downloads the files of a channel's messages that its network serves only for a short time. What cannot be had now is
 * tried again; what the network no longer has is lost, and shown as that.
 */
export async function keepFiles(channelRef: ChannelRef, now = new Date()): Promise<void> {
  for (const file of await findAwaited(channelRef)) {
    const kept = await keep(channelRef, file, now);
    if (kept) await store(channelRef, file, kept);
  }
  announce(channelRef.workspaceId);
}

/** Finds the channels that have files to keep: the job that an arrival began may be lost. */
export async function remindOfFiles(): Promise<void> {
  const channels = await asDispatcher(
    (tx) => tx.$queryRaw<ChannelRef[]>`
      SELECT DISTINCT m."workspaceId", m."channelId" FROM "attachment" t
      JOIN "message" m ON m."workspaceId" = t."workspaceId" AND m."id" = t."messageId"
      WHERE t."fileState" = 'awaited'`,
  );
  for (const channelRef of channels) await enqueue(mediaJobs.keepFiles, channelRef);
}

async function findAwaited({ workspaceId, channelId }: ChannelRef): Promise<Awaited[]> {
  return await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<Awaited[]>`
      SELECT t."id", t."url", t."kind"::text, t."mimeType", m."itemId", t."createdAt" FROM "attachment" t
      JOIN "message" m ON m."workspaceId" = t."workspaceId" AND m."id" = t."messageId"
      WHERE t."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${channelId}::uuid AND t."fileState" = 'awaited'
      ORDER BY t."createdAt" LIMIT ${AT_ONCE}`,
  );
}

/** @returns null when it is to be tried again */
async function keep(channelRef: ChannelRef, file: Awaited, now: Date): Promise<Kept> {
  if (now.getTime() - file.createdAt.getTime() > LIFE_MS) return { state: 'lost' };
  try {
    const bytes = await downloadFile(channelRef, file.url, { isPicture: file.kind === 'image' });
    return { state: 'kept', bytes, mimeType: (await mediaTypeOf(bytes)) ?? 'application/octet-stream' };
  } catch (error) {
    const isGone = error instanceof NetworkError && error.kind === 'gone';
    if (isGone || error instanceof UnfitMedia) return { state: 'lost' };
    if (!(error instanceof NetworkError) && !(error instanceof Refusal)) throw error;
    log.info({ ...channelRef, attachmentId: file.id, reason: error.message }, 'file not kept yet');
    return null;
  }
}

async function store({ workspaceId }: ChannelRef, file: Awaited, kept: NonNullable<Kept>): Promise<void> {
  await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.attachment.updateMany({
      where: { workspaceId, id: file.id, fileState: 'awaited' },
      data: {
        fileState: kept.state,
        ...(kept.state === 'kept' ? { bytes: kept.bytes, mimeType: kept.mimeType } : {}),
      },
    });
    if (count === 0) return;
    await changeItems(tx, { workspaceId, system: true }, [file.itemId], { event: 'content_changed' });
  });
}
