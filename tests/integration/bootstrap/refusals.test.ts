import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '#scripts/postgres/free-port.ts';
import { ROOT } from '#scripts/settings.ts';
import { runCommand } from './run-command.ts';

let dataDir = '';
let port = 0;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parvis-refusal-'));
  port = await freePort();
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (env: Record<string, string> = {}) =>
  runCommand(['start'], { PORT: String(port), PARVIS_DATA_DIR: dataDir, ...env });

/** Expects one sentence, exit code 1 and no stack trace. */
function expectSentence({ code, said }: { code: number | string | null; said: string }, sentence: string | RegExp) {
  expect(said).toMatch(sentence);
  expect(said).not.toMatch(/^\s+at /m);
  expect(said.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(code).toBe(1);
}

const listen = (on: number) =>
  new Promise<Server>((done) => {
    const server: Server = createServer().listen(on, () => done(server));
  });

test('npm start names the port that is in use and says what to do', async () => {
  const other = await listen(port);
  expectSentence(await start(), `Port ${port} is already in use: stop what uses it, or set PORT to another.`);
  other.close();
});

test('npm start refuses a data folder in use and names the process that uses it', async () => {
  writeFileSync(join(dataDir, 'parvis.lock'), String(process.pid));
  expectSentence(await start(), `Parvis is already running on ${dataDir} (process ${process.pid})`);
});

test('npm start says that the data folder is damaged, and leaves it as it is', async () => {
  mkdirSync(join(dataDir, 'postgres/base'), { recursive: true });
  expectSentence(await start(), `The database in ${join(dataDir, 'postgres')} is damaged (PG_VERSION is missing)`);
});

test('npm start names the data folder that cannot be created', async () => {
  writeFileSync(join(dataDir, 'file'), '');
  expectSentence(await start({ PARVIS_DATA_DIR: join(dataDir, 'file/inside') }), 'cannot be written (ENOTDIR)');
});

test('npm start names the database that does not answer, without its password', async () => {
  const result = await start({ DATABASE_URL: `postgresql://parvis:hidden@127.0.0.1:${await freePort()}/parvis` });
  expectSentence(result, /The database at postgresql:\/\/127\.0\.0\.1:\d+\/parvis \(DATABASE_URL\) cannot be used/);
  expect(result.said).not.toContain('hidden');
});

test('npm start names the Redis that does not answer, without its password', async () => {
  const result = await start({ REDIS_URL: `redis://:hidden@127.0.0.1:${await freePort()}` });
  expectSentence(result, /The Redis at redis:\/\/127\.0\.0\.1:\d+ \(REDIS_URL\) cannot be used/);
  expect(result.said).not.toContain('hidden');
});

test('npm start names a setting that is not valid', async () => {
  expectSentence(await start({ PORT: 'many' }), 'The setting PORT is invalid: must be a number.');
  expectSentence(await start({ PUBLIC_URL: 'inbox' }), 'The setting PUBLIC_URL is invalid');
});

test('an unknown command lists the known ones', async () => {
  expectSentence(await runCommand(['strat'], {}), 'Unknown command "strat": use one of start, dev, test');
});

test('npm start says that npm is missing', async () => {
  mkdirSync(join(dataDir, 'scripts'));
  copyFileSync(join(ROOT, 'scripts/bootstrap.mjs'), join(dataDir, 'scripts/bootstrap.mjs'));
  const result = await runCommand(['start'], { PATH: '/nowhere', npm_execpath: '' }, dataDir);
  expectSentence(result, 'npm was not found: install Node with npm (version 10 or newer) and start again.');
});
