import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder, takeDataFolder } from '../serve/data-folder.ts';
import { examine, type Patient } from './examine.ts';
import { runningPostgresUrls, startPostgres } from '../postgres/start-postgres.ts';
import type { Settings } from '../settings.ts';

/**
 * Prints what is unsafe or broken in this instance, as JSON on stdout. Changes nothing: a database that is not running is
 * started only for the check, and not migrated. The exit code is 1 when there is a problem.
 */
export async function doctor(settings: Settings): Promise<void> {
  const { database, isRunning, stop } = await reachDatabase(settings);
  try {
    const findings = await examine({ settings, env: process.env, isRunning, database });
    process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    process.exitCode = findings.some(({ state }) => state === 'problem') ? 1 : 0;
  } finally {
    await stop();
  }
}

type Reached = Pick<Patient, 'database' | 'isRunning'> & { stop: () => Promise<void> };

async function reachDatabase({ dataDir, databaseUrl, migrateDatabaseUrl }: Settings): Promise<Reached> {
  const stop = async () => {};
  if (databaseUrl) {
    const database = { url: databaseUrl, ownerUrl: migrateDatabaseUrl ?? databaseUrl };
    return { database, isRunning: lockHolder(dataDir) ? true : undefined, stop };
  }
  const isRunning = lockHolder(dataDir) !== undefined;
  const running = isRunning ? runningPostgresUrls(dataDir) : undefined;
  if (running) return { database: running, isRunning, stop };
  if (isRunning)
    return { database: { failure: `Parvis is running on ${dataDir}, but its database is not.` }, isRunning, stop };
  if (!existsSync(join(dataDir, 'postgres'))) {
    return { database: { failure: `There is no database in ${dataDir} yet: start Parvis once.` }, isRunning, stop };
  }
  return await startForNow(dataDir);
}

async function startForNow(dataDir: string): Promise<Reached> {
  let giveBack = () => {};
  try {
    giveBack = takeDataFolder(dataDir);
    const server = await startPostgres({ dataDir });
    return { database: server, isRunning: false, stop: () => server.stop().finally(giveBack) };
  } catch (error) {
    giveBack();
    const failure = error instanceof Error ? error.message : String(error);
    return { database: { failure }, isRunning: false, stop: async () => {} };
  }
}
