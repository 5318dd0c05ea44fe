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

/** One sentence, exit code 1, no stack trace. */
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

test('a port in use is named, with what to do', async () => {
  const other = await listen(port);
  expectSentence(await start(), `Port ${port} is already in use: stop what uses it, or set PORT to another.`);
  other.close();
});

test('a second Parvis on the same data folder is refused, and told which process is the first', async () => {
  writeFileSync(join(dataDir, 'parvis.lock'), String(process.pid));
  expectSentence(await start(), `Parvis is already running on ${dataDir} (process ${process.pid})`);
});

test('a damaged data folder is said to be damaged, and left as it is', async () => {
  mkdirSync(join(dataDir, 'postgres/base'), { recursive: true });
  expectSentence(await start(), `The database in ${join(dataDir, 'postgres')} is damaged (PG_VERSION is missing)`);
});

test('a data folder that cannot be made is named', async () => {
  writeFileSync(join(dataDir, 'file'), '');
  expectSentence(await start({ PARVIS_DATA_DIR: join(dataDir, 'file/inside') }), 'cannot be written (ENOTDIR)');
});

test('a database that does not answer is named, without its password', async () => {
  const result = await start({ DATABASE_URL: `postgresql://parvis:hidden@127.0.0.1:${await freePort()}/parvis` });
  expectSentence(result, /The database at postgresql:\/\/127\.0\.0\.1:\d+\/parvis \(DATABASE_URL\) cannot be used/);
  expect(result.said).not.toContain('hidden');
});

test('a Redis that does not answer is named, without its password', async () => {
  const result = await start({ REDIS_URL: `redis://:hidden@127.0.0.1:${await freePort()}` });
  expectSentence(result, /The Redis at redis:\/\/127\.0\.0\.1:\d+ \(REDIS_URL\) cannot be used/);
  expect(result.said).not.toContain('hidden');
});

test('a setting that makes no sense is named', async () => {
  expectSentence(await start({ PORT: 'many' }), 'The setting PORT is wrong: must be a number.');
  expectSentence(await start({ PUBLIC_URL: 'inbox' }), 'The setting PUBLIC_URL is wrong');
});

test('an unknown command is answered with the known ones', async () => {
  expectSentence(await runCommand(['strat'], {}), 'Unknown command "strat": use one of start, dev, test');
});

test('a machine without npm is told so', async () => {
  mkdirSync(join(dataDir, 'scripts'));
  copyFileSync(join(ROOT, 'scripts/bootstrap.mjs'), join(dataDir, 'scripts/bootstrap.mjs'));
  const result = await runCommand(['start'], { PATH: '/nowhere', npm_execpath: '' }, dataDir);
  expectSentence(result, 'npm was not found: install Node with npm (version 10 or newer) and start again.');
});
