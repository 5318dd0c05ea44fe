import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeDataFolder } from '#scripts/serve/data-folder.ts';
import { openLogFile } from '#scripts/postgres/log-file.ts';
import { type RunningPostgres, startPostgres } from '#scripts/postgres/start-postgres.ts';

const SECRET_WORDS = 'only-the-author-and-the-brand-may-read-this';

let parent = '';
let dataDir = '';
let server: RunningPostgres;
const mode = (name: string) => statSync(join(dataDir, name)).mode & 0o777;

/** A folder open to everybody, as an earlier version or a careless copy left it. */
beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'parvis-folder-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
  for (const name of ['postgres.log', 'postgres.log.old', 'secret']) {
    writeFileSync(join(dataDir, name), `${SECRET_WORDS}\n`);
    chmodSync(join(dataDir, name), 0o644);
  }
  server = await startPostgres({ dataDir, durable: false });
});

afterAll(async () => {
  await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

test('a data folder that other users can read is closed to them at the start', () => {
  const giveBack = takeDataFolder(dataDir);
  expect(mode('') & 0o067).toBe(0);
  for (const name of ['postgres.log', 'postgres-password', 'postgres-login-password', 'secret', 'parvis.lock']) {
    expect({ name, mode: mode(name) }).toEqual({ name, mode: 0o600 });
  }
  expect(mode('postgres')).toBe(0o700);
  expect(existsSync(join(dataDir, 'postgres.log.old'))).toBe(false);
  giveBack();
});

test('a running database keeps answering while its folder is closed to others', async () => {
  takeDataFolder(dataDir)();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.end();
});

test('the database log records the start, and no content even when a statement fails', async () => {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  await client.query('create table said (id int primary key, words text unique)');
  const insert = 'insert into said values ($1, $2)';
  await client.query(insert, [1, SECRET_WORDS]);
  await expect(client.query(insert, [2, SECRET_WORDS])).rejects.toThrow(/duplicate key/);
  await expect(client.query('select $1::uuid', [SECRET_WORDS])).rejects.toThrow(/invalid input syntax/);
  await expect(client.query(`select '${SECRET_WORDS}' from nowhere`)).rejects.toThrow(/does not exist/);
  await expect(client.query(`do $$ begin raise warning '${SECRET_WORDS}'; end $$`)).resolves.toBeDefined();
  await client.end();
  await server.stop();
  const log = readFileSync(join(dataDir, 'postgres.log'), 'utf8');
  expect(log).toContain('database system is ready to accept connections');
  expect(log).toContain('database system is shut down');
  expect(log).not.toContain(SECRET_WORDS);
  expect(log).not.toMatch(/DETAIL|STATEMENT|CONTEXT/);
  server = await startPostgres({ dataDir, durable: false });
});

test('the database passwords are created once, one for the owner and one for the application', async () => {
  const read = () =>
    ['postgres-password', 'postgres-login-password'].map((name) => readFileSync(join(dataDir, name), 'utf8'));
  const before = read();
  expect(new Set(before).size).toBe(2);
  await server.stop();
  server = await startPostgres({ dataDir, durable: false });
  expect(read()).toEqual(before);
});

test('a data folder from before the application had its own role is upgraded at the start', async () => {
  await onServer('drop role parvis_login');
  await server.stop();
  rmSync(join(dataDir, 'postgres-login-password'));
  server = await startPostgres({ dataDir, durable: false });
  expect(mode('postgres-login-password')).toBe(0o600);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(
    'select rolname as name, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolinherit as "isMore" from pg_roles where rolname = current_user',
  );
  expect(rows).toEqual([{ name: 'parvis_login', isMore: false }]);
  await client.end();
});

test("a permission granted to the application's role by hand is removed at the next start", async () => {
  await onServer('alter role parvis_login superuser createdb bypassrls');
  await server.stop();
  server = await startPostgres({ dataDir, durable: false });
  expect(
    await onServer(
      `select rolsuper or rolcreatedb or rolbypassrls as "isMore" from pg_roles where rolname = 'parvis_login'`,
    ),
  ).toEqual([{ isMore: false }]);
});

test('a log file stays within twice its limit, however much is written', () => {
  const file = join(dataDir, 'long.log');
  const log = openLogFile(file, 1_000);
  for (let line = 0; line < 500; line += 1) log.write(Buffer.from(`line ${line}\n`));
  log.write(Buffer.alloc(5_000, 'x'));
  log.close();
  expect(statSync(file).size).toBeLessThanOrEqual(1_000);
  expect(statSync(`${file}.old`).size).toBeLessThanOrEqual(1_000);
  expect(existsSync(`${file}.old.old`)).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

async function onServer(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    return (await client.query<object>(sql)).rows;
  } finally {
    await client.end();
  }
}
