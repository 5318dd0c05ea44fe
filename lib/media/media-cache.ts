import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from '#lib/env.ts';
import { fileNameOf, type MediaSource } from './media-source.ts';

/** What lies here is a copy: it may be lost, or deleted by hand, at any time. */
const FOLDER = 'media-cache';
/** A write that never ended, after this long, in milliseconds. */
const PART_LIFE_MS = 10 * 60_000;

export type KeptFile = { workspaceId: string; name: string; path: string; bytes: number; keptAt: number };

export async function readKept(source: MediaSource): Promise<Buffer<ArrayBuffer> | null> {
  return await readFile(join(folderOf(source.workspaceId), fileNameOf(source))).catch(absent);
}

/** Keeps a file; whole or not at all. A disk that is full or read-only costs speed, nothing else. */
export async function keep(source: MediaSource, bytes: Uint8Array): Promise<void> {
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

export async function listKept(workspaceId: string, now: Date): Promise<KeptFile[]> {
  const folder = folderOf(workspaceId);
  const files: KeptFile[] = [];
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const path = join(folder, name);
    const found = await stat(path).catch(absent);
    const isUnderWay = name.endsWith('.part') && found && found.mtimeMs > now.getTime() - PART_LIFE_MS;
    if (found && !isUnderWay) files.push({ workspaceId, name, path, bytes: found.size, keptAt: found.mtimeMs });
  }
  return files;
}

export async function drop(files: readonly KeptFile[]): Promise<void> {
  for (const { path } of files) await rm(path, { force: true });
}

function root(): string {
  return join(env().PARVIS_DATA_DIR, FOLDER);
}

function folderOf(workspaceId: string): string {
  return join(root(), workspaceId);
}

/** Others sweep at the same time: what is gone is gone. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
  throw error;
}
