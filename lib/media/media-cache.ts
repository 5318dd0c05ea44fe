import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '#lib/env.ts';
import { fileNameOf, type MediaSource } from './media-source.ts';

/** Everything here is a copy: it may be lost, or deleted by hand, at any time. */
const FOLDER = 'media-cache';
/** After this time an unfinished write counts as abandoned, in milliseconds. */
const PART_LIFE_MS = 10 * 60_000;

export type CachedFile = { workspaceId: string; name: string; path: string; bytes: number; storedAt: number };

export async function readCachedFile(source: MediaSource): Promise<Buffer<ArrayBuffer> | null> {
  return await readFile(join(folderOf(source.workspaceId), fileNameOf(source))).catch(absent);
}

/** Stores a file, whole or not at all. On a full or read-only disk we only lose speed. */
export async function cacheFile(source: MediaSource, bytes: Uint8Array): Promise<void> {
  const folder = folderOf(source.workspaceId);
  const part = join(folder, `${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(part, bytes, { mode: 0o600 });
    await rename(part, join(folder, fileNameOf(source)));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

export async function listWorkspaces(): Promise<string[]> {
  return (await readdir(root()).catch(absent)) ?? [];
}

export async function listCachedFiles(workspaceId: string, now: Date): Promise<CachedFile[]> {
  const folder = folderOf(workspaceId);
  const files: CachedFile[] = [];
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const path = join(folder, name);
    const found = await stat(path).catch(absent);
    const isUnderWay = name.endsWith('.part') && found && found.mtimeMs > now.getTime() - PART_LIFE_MS;
    if (found && !isUnderWay) files.push({ workspaceId, name, path, bytes: found.size, storedAt: found.mtimeMs });
  }
  return files;
}

export async function deleteFiles(files: readonly CachedFile[]): Promise<void> {
  for (const { path } of files) await rm(path, { force: true });
}

function root(): string {
  return join(env().PARVIS_DATA_DIR, FOLDER);
}

function folderOf(workspaceId: string): string {
  return join(root(), workspaceId);
}

/** Another process may sweep at the same time: a missing file is no error. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
  throw error;
}
