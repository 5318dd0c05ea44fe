import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Explained } from '../process/explained.ts';
import { damaged, diskFull, lastLine } from './failures.ts';
import type { PostgresUser } from './user.ts';

interface NewCluster {
  cluster: string;
  passwordFile: string;
  initdb: string;
  user: PostgresUser;
}

/**
 * Creates the files of a server with a new password.
 * @throws Explained when that fails; then nothing is left behind
 */
export async function createCluster({ cluster, passwordFile, initdb, user }: NewCluster): Promise<void> {
  // Created under another name and renamed, so that an interrupted first start leaves nothing that looks complete.
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

/** @throws Explained when files of the server are missing */
export function checkCluster(cluster: string, passwordFile: string): void {
  if (!existsSync(join(cluster, 'PG_VERSION'))) throw damaged(cluster, 'PG_VERSION is missing');
  if (!existsSync(passwordFile)) throw damaged(cluster, `its password file ${passwordFile} is missing`);
  chmodSync(passwordFile, 0o600);
}
