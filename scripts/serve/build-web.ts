import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Explained } from '../process/explained.ts';
import { hashFiles } from '../generate/hash-files.ts';
import { say } from '../process/say.ts';
import { ROOT } from '../settings.ts';

const SOURCES = [
  'app',
  'components',
  'lib',
  'messages',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];
const STAMP = join(ROOT, '.next/built-from');
const BUILD_SPACE_BYTES = 1_000_000_000;

/**
 * Builds the web when its sources changed since the last build.
 * @throws Explained with the output of the build, when it fails; the signal's reason, when it is aborted
 */
export async function buildWeb(signal?: AbortSignal): Promise<void> {
  const from = hashFiles(SOURCES);
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === from) return;
  const { bavail, bsize } = statfsSync(ROOT);
  if (bavail * bsize < BUILD_SPACE_BYTES) {
    throw new Explained(`There is not enough space to build: ${ROOT} needs 1 GB free.`);
  }
  say('Building the web …');
  // So that an interrupted build does not count as the previous one.
  rmSync(STAMP, { force: true });
  const { DATABASE_URL: _, PARVIS_MIGRATE_DATABASE_URL: __, REDIS_URL: ___, ...env } = process.env; // a build uses no server
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    cwd: ROOT,
    env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.on('error', () => done(null)).on('close', done));
  signal?.throwIfAborted();
  if (code !== 0) throw new Explained(`${output.trim()}\nThe web process could not be built: see the output above.`);
  writeFileSync(STAMP, from);
}
