import { resolve } from 'node:path';
import pg from 'pg';
import { withoutPassword } from '../serve/assert-reachable.ts';
import { ROOT, type Settings } from '../settings.ts';
import {
  checkApplicationRole,
  checkMigrations,
  checkRowSecurity,
  checkVersion,
  readMoments,
} from './check-database.ts';
import { checkBackups, checkClock, checkDisk, checkFolder, newestFile } from './check-folder.ts';
import { checkMail, checkProxies, checkPublicAddress, checkRedis, checkSettingsFile } from './check-settings.ts';
import { checkPrivateNetworks, checkQueue, checkWorker } from './check-work.ts';
import { type Finding, findingsOf } from './finding.ts';

export interface Patient {
  settings: Settings;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether Parvis runs on the data folder; undefined when web and workers may run anywhere. */
  isRunning: boolean | undefined;
  /** The two addresses of the database, or the reason why it cannot be reached. */
  database: { url: string; ownerUrl: string } | { failure: string };
}

/** Checks every part of an instance. A part that fails is a finding, never an exception. */
export async function examine({ settings, env, isRunning, database }: Patient): Promise<Finding[]> {
  const { dataDir } = settings;
  const findings = [
    checkPublicAddress(env),
    checkSettingsFile(resolve(ROOT, '.env')),
    checkFolder(dataDir),
    checkDisk(dataDir),
    checkMail(env),
    checkRedis(env),
    checkProxies(env),
    checkBackups(dataDir),
  ];
  const written = newestFile(dataDir);
  const witnesses: Record<string, Date> = written ? { 'the newest file of the data folder': written } : {};
  if ('failure' in database) {
    const failure = findingsOf('database').problem(database.failure, 'Fix this and run doctor again.');
    return [...findings, checkClock(witnesses), failure];
  }
  return [...findings, ...(await examineDatabase({ database, env, isRunning, witnesses }))];
}

async function examineDatabase({
  database: { url, ownerUrl },
  env,
  isRunning,
  witnesses,
}: Pick<Patient, 'env' | 'isRunning'> & {
  database: { url: string; ownerUrl: string };
  witnesses: Record<string, Date>;
}): Promise<Finding[]> {
  const client = connection(url);
  const owner = connection(ownerUrl);
  try {
    await client.connect();
    await owner.connect();
  } catch (error) {
    await Promise.all([client.end(), owner.end()].map((ended) => ended.catch(() => undefined)));
    return [checkClock(witnesses), unreachable(url, error)];
  }
  try {
    const findings: Finding[] = [findingsOf('database').ok('The database answers.')];
    const look = async (check: string, run: () => Promise<Finding>) => {
      findings.push(
        await run().catch((error: unknown) =>
          findingsOf(check).problem(
            `This could not be checked: ${said(error)}.`,
            'Start Parvis, which migrates the database, and run doctor again.',
          ),
        ),
      );
    };
    const moments = await readMoments(client).catch(() => undefined);
    const isAllowed = ['true', '1'].includes(env.PARVIS_ALLOW_PRIVATE_NETWORKS ?? '');
    await look('postgres-version', async () => await checkVersion(client));
    await look('application-role', async () => await checkApplicationRole(client));
    await look('row-level-security', async () => await checkRowSecurity(client));
    await look('migrations', async () => await checkMigrations(owner));
    await look('private-networks', async () => await checkPrivateNetworks(client, isAllowed));
    await look('queue', async () => await checkQueue(client, isRunning));
    findings.push(
      checkWorker(moments?.latestBeat ?? null, isRunning),
      checkClock({
        ...witnesses,
        ...(moments ? { 'the database’s': moments.databaseNow } : {}),
        ...(moments?.latestBeat ? { 'a worker’s last sign': moments.latestBeat } : {}),
      }),
    );
    return findings;
  } finally {
    await Promise.all([client.end(), owner.end()]);
  }
}

function connection(connectionString: string): pg.Client {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'parvis-doctor',
  });
  client.on('error', () => {}); // The pending statement reports the failure.
  return client;
}

function unreachable(url: string, error: unknown): Finding {
  return findingsOf('database').problem(
    `The database at ${withoutPassword(url)} cannot be reached: ${said(error)}.`,
    'Start it, and check DATABASE_URL and PARVIS_MIGRATE_DATABASE_URL.',
  );
}

function said(error: unknown): string {
  if (error instanceof AggregateError) return said(error.errors[0]);
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
