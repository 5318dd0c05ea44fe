import { z } from 'zod';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { log } from '#lib/log.ts';
import { cacheableFilesOf } from './find-source.ts';
import { type CachedFile, deleteFiles, listCachedFiles, listWorkspaces } from './media-cache.ts';
import { fileNameOf, ownerOfFile, type OwnerKind } from './media-source.ts';

/** All copies of all workspaces together, in bytes. */
const TOTAL_LIMIT = 500_000_000;
const SWEEP_EVERY_MS = 60_000;

let timer: NodeJS.Timeout | undefined;

/** A process that serves media also sweeps its own cache, which may be on a disk that no worker can reach. */
export function sweepFromHere(): void {
  timer ??= setInterval(() => {
    sweepMedia().catch((error: unknown) =>
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'media cache not swept'),
    );
  }, SWEEP_EVERY_MS).unref();
}

/**
 * Deletes cached files whose message was deleted or erased or whose picture was replaced, then the oldest ones beyond the
 * size limit. The rows decide, so it may run anywhere at any time.
 */
export async function sweepMedia({ now = new Date(), limit = TOTAL_LIMIT } = {}): Promise<void> {
  const held: CachedFile[] = [];
  for (const workspaceId of await listWorkspaces()) held.push(...(await deleteStaleMedia(workspaceId, now)));
  let total = held.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const file of held.toSorted((one, other) => one.storedAt - other.storedAt)) {
    if (total <= limit) return;
    await deleteFiles([file]);
    total -= file.bytes;
  }
}

/** The same for one workspace, without the size limit; called right after an erasure. @returns the remaining files */
export async function deleteStaleMedia(workspaceId: string, now = new Date()): Promise<CachedFile[]> {
  const files = await listCachedFiles(workspaceId, now);
  if (files.length === 0) return [];
  const idsByKind = new Map<OwnerKind, Set<string>>();
  for (const { name } of files) {
    const owner = ownerOfFile(name);
    if (owner) idsByKind.set(owner.kind, (idsByKind.get(owner.kind) ?? new Set()).add(owner.id));
  }
  const names = isWorkspace(workspaceId)
    ? await inWorkspace(workspaceId, (tx) => allowedNames(tx, workspaceId, idsByKind))
    : new Set<string>();
  await deleteFiles(files.filter(({ name }) => !names.has(name)));
  return files.filter(({ name }) => names.has(name));
}

/** The names of all files that the rows still allow. */
async function allowedNames(tx: Tx, workspaceId: string, ids: Map<OwnerKind, Set<string>>): Promise<Set<string>> {
  const names = new Set<string>();
  const add = (kind: OwnerKind, id: string, found: (string | null | undefined)[]) => {
    for (const address of found) if (address) names.add(fileNameOf({ owner: { kind, id }, address }));
  };
  const where = (kind: OwnerKind) => ({ workspaceId, id: { in: [...(ids.get(kind) ?? [])] } });
  const attachments = await tx.attachment.findMany({
    where: { ...where('attachment'), isEphemeral: false, message: { deletedAt: null, erasedAt: null } },
    select: { id: true, url: true, previewUrl: true },
  });
  for (const { id, url, previewUrl } of attachments) add('attachment', id, [url, previewUrl]);
  const posts = await tx.post.findMany({
    where: where('post'),
    select: { id: true, variant: true, deletedAt: true, attachments: true, authorAvatarUrl: true },
  });
  for (const { id, authorAvatarUrl, ...post } of posts) {
    const files = cacheableFilesOf(post).flatMap(({ url, previewUrl }) => [url, previewUrl]);
    add('post', id, post.deletedAt === null ? [authorAvatarUrl, ...files] : files);
  }
  const picture = { id: true, avatarUrl: true } as const;
  for (const { id, avatarUrl } of await tx.identity.findMany({ where: where('identity'), select: picture })) {
    add('identity', id, [avatarUrl]);
  }
  for (const { id, avatarUrl } of await tx.contact.findMany({ where: where('contact'), select: picture })) {
    add('contact', id, [avatarUrl]);
  }
  for (const { id, avatarUrl } of await tx.channel.findMany({ where: where('channel'), select: picture })) {
    add('channel', id, [avatarUrl]);
  }
  return names;
}

function isWorkspace(name: string): boolean {
  return z.uuid().safeParse(name).success;
}
