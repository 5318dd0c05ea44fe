import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { env } from '#lib/env.ts';
import { makeBackup } from './make-backup.ts';

/** The folder for backups within the data folder. */
export const backupsFolder = (dataDir: string) => join(dataDir, 'backups');

/**
 * Makes a backup of this instance, running or not.
 * @param folder the target; by default a folder in the data folder's backups, named for the time
 * @returns the path and the content of the backup
 */
export async function backUp({ folder }: { folder?: string } = {}) {
  const name = `parvis-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  const path = resolve(folder ?? join(backupsFolder(env().PARVIS_DATA_DIR), name));
  const databaseUrl = process.env.PARVIS_MIGRATE_DATABASE_URL || env().DATABASE_URL;
  const { takenAt, sealedWith, tables } = await makeBackup({ databaseUrl, folder: path });
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
  return { path, takenAt, tables: Object.keys(tables).length, rows, bytes: sizeOf(path), sealedWith };
}

function sizeOf(path: string): number {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
