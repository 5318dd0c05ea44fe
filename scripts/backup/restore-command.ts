import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { knownKeyIds } from '#lib/crypto/seal.ts';
import { keptSecret, lockHolder, takeDataFolder } from '../serve/data-folder.ts';
import { Explained } from '../process/explained.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { assertDatabase } from '../serve/assert-reachable.ts';
import type { Settings } from '../settings.ts';
import { readManifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';

/**
 * `restore --from FOLDER`: restores into the empty database of an instance that is not running.
 * @returns what the command prints
 * @throws Explained when Parvis is running, or for any reason of {@link restoreBackup}; then nothing is changed
 */
export async function restore(settings: Settings, args: string[]) {
  const folder = readFolder(args);
  const { sealedWith } = readManifest(folder);
  const holder = lockHolder(settings.dataDir);
  if (holder) throw new Explained(`Parvis is running on ${settings.dataDir} (process ${holder}): stop it first.`);
  const giveBack = takeDataFolder(settings.dataDir);
  try {
    // A new data folder gets a new secret only when the backup needs none.
    const isFresh = !settings.secret && !existsSync(join(settings.dataDir, 'secret'));
    const hasSecret = !isFresh || sealedWith.length === 0;
    if (hasSecret) process.env.PARVIS_SECRET = settings.secret ?? keptSecret(settings.dataDir);
    const database = await openEmpty(settings);
    try {
      process.env.DATABASE_URL = database.url;
      const { takenAt, tables } = await restoreBackup({
        databaseUrl: database.url,
        folder,
        knownKeyIds: hasSecret ? knownKeyIds() : [],
      });
      const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      return { restoredFrom: folder, takenAt, tables: Object.keys(tables).length, rows };
    } finally {
      await database.stop();
    }
  } finally {
    giveBack();
  }
}

function readFolder(args: string[]): string {
  try {
    const { from } = parseArgs({ args, options: { from: { type: 'string' } }, strict: true }).values;
    if (from) return resolve(from);
  } catch {
    // The usage explains what was wrong with the arguments.
  }
  throw new Explained('Usage: npm run admin -- restore --from FOLDER');
}

async function openEmpty({ databaseUrl, migrateDatabaseUrl, dataDir }: Settings) {
  if (!databaseUrl) {
    const { ownerUrl: url, stop } = await startPostgres({ dataDir });
    return { url, stop };
  }
  const url = migrateDatabaseUrl ?? databaseUrl;
  await assertDatabase(url);
  return { url, stop: async () => {} };
}
