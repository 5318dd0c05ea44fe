import { lockHolder, takeDataFolder } from './data-folder.ts';
import { freePort } from '../postgres/free-port.ts';
import { runningPostgresUrls, startPostgres } from '../postgres/start-postgres.ts';
import { assertDatabase } from './assert-reachable.ts';
import { runNode } from '../process/run-node.ts';
import type { Settings } from '../settings.ts';
import { keepRunning } from '../supervise/keep-running.ts';

export interface OpenDatabase {
  /** The address with which the application connects. */
  url: string;
  /** The owner's address, to migrate and back up; the same as `url` when an operator uses one role for both. */
  ownerUrl: string;
  stop: () => Promise<void>;
  /** Rejects when the embedded server is down and restarting it does not help. */
  failed: Promise<never>;
  /** The process id of the embedded server while it runs. */
  pid: () => number | undefined;
}

/**
 * Opens the database of an instance and migrates it: the server of DATABASE_URL, or the embedded server, which is started
 * and restarted when it dies.
 * @throws Explained when it cannot be reached, started or migrated
 */
export async function openDatabase({
  dataDir,
  databaseUrl,
  migrateDatabaseUrl,
}: Pick<Settings, 'dataDir' | 'databaseUrl' | 'migrateDatabaseUrl'>): Promise<OpenDatabase> {
  const database = databaseUrl
    ? await foreignDatabase(databaseUrl, migrateDatabaseUrl)
    : await embeddedDatabase(dataDir);
  try {
    const { url, ownerUrl } = database;
    await runNode('scripts/migrate.ts', { env: { DATABASE_URL: url, PARVIS_MIGRATE_DATABASE_URL: ownerUrl } });
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/**
 * Opens the database for a short command: that of the running Parvis, or one that is started for the command. Meanwhile
 * no Parvis can be started on the same data folder.
 */
export async function borrowDatabase(settings: Settings): Promise<Omit<OpenDatabase, 'failed' | 'pid'>> {
  if (settings.databaseUrl) return openDatabase(settings);
  const running = lockHolder(settings.dataDir) && runningPostgresUrls(settings.dataDir);
  if (running) return { ...running, stop: async () => {} };
  const giveBack = takeDataFolder(settings.dataDir);
  try {
    const database = await openDatabase(settings);
    return { ...database, stop: () => database.stop().finally(giveBack) };
  } catch (error) {
    giveBack();
    throw error;
  }
}

async function foreignDatabase(url: string, ownerUrl = url): Promise<OpenDatabase> {
  await assertDatabase(ownerUrl);
  return { url, ownerUrl, stop: async () => {}, failed: new Promise<never>(() => {}), pid: () => undefined };
}

async function embeddedDatabase(dataDir: string): Promise<OpenDatabase> {
  // A restarted server keeps its port, since others know its address.
  const port = await freePort();
  const first = await startPostgres({ dataDir, port });
  const { stop, failed, pid } = keepRunning({
    name: 'The database',
    start: (signal) => startPostgres({ dataDir, port, signal }),
    first,
  });
  return { url: first.url, ownerUrl: first.ownerUrl, stop, failed, pid };
}
