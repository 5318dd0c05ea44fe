import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  checkApplicationRole,
  checkMigrations,
  checkRowSecurity,
  checkVersion,
  readMoments,
} from '#scripts/doctor/check-database.ts';
import { checkPrivateNetworks, checkQueue } from '#scripts/doctor/check-work.ts';
import { examine } from '#scripts/doctor/examine.ts';
import { readSettings } from '#scripts/settings.ts';
import { anItem, aWorkspace } from '#tests/support/factories.ts';
import { ownerUrl } from '#tests/support/owner-database.ts';

let client: pg.Client;
let owner: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  owner = new pg.Client({ connectionString: ownerUrl() });
  await Promise.all([client.connect(), owner.connect()]);
});

afterAll(async () => {
  await Promise.all([client.end(), owner.end()]);
});

test('the doctor reports an application that connects as the owner of the database', async () => {
  expect(await checkApplicationRole(client)).toMatchObject({ check: 'application-role', state: 'ok' });
  const finding = await checkApplicationRole(owner);
  expect(finding).toMatchObject({
    state: 'problem',
    whatToDo: expect.stringContaining('PARVIS_MIGRATE_DATABASE_URL') as string,
  });
  expect(finding.sentence).toMatch(/is a superuser.*owns tables/);
});

test.each([
  [
    'GRANT SELECT ON "message" TO parvis_login',
    'REVOKE SELECT ON "message" FROM parvis_login',
    'reads tenants’ tables',
  ],
  [
    'GRANT CREATE ON SCHEMA public TO parvis_login',
    'REVOKE CREATE ON SCHEMA public FROM parvis_login',
    'may create tables',
  ],
])("the doctor reports the application's role after %s", async (give, takeBack, sentence) => {
  await owner.query(give);
  try {
    expect(await checkApplicationRole(client)).toMatchObject({
      state: 'problem',
      sentence: expect.stringContaining(sentence) as string,
    });
  } finally {
    await owner.query(takeBack);
  }
  expect((await checkApplicationRole(client)).state).toBe('ok');
});

test('the doctor names a table or partition without forced row-level security', async () => {
  expect(await checkRowSecurity(client)).toMatchObject({ check: 'row-level-security', state: 'ok' });
  for (const name of ['note', 'item_history_default']) {
    await owner.query(`ALTER TABLE "${name}" NO FORCE ROW LEVEL SECURITY`);
    expect(await checkRowSecurity(client)).toMatchObject({
      state: 'problem',
      sentence: `Row-level security is missing on ${name}.`,
    });
    await owner.query(`ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`);
  }
});

test("the doctor reports a missing migration, also when run as the application's role", async () => {
  expect((await checkMigrations(client)).state).toBe('ok');
  const { rows } = await owner.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations ORDER BY 1 DESC LIMIT 1',
  );
  const newest = rows[0]?.migration_name ?? '';
  await owner.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1', [newest]);
  expect(await checkMigrations(client)).toMatchObject({ state: 'warning', sentence: `Not applied yet: ${newest}.` });
  await owner.query('UPDATE _prisma_migrations SET rolled_back_at = NULL WHERE migration_name = $1', [newest]);
});

test('the doctor reports a reply that is overdue although nothing delays its channel, while Parvis runs', async () => {
  expect((await checkQueue(client, true)).state).toBe('ok');
  const { workspaceId } = await aWorkspace();
  const item = await anItem({ workspaceId });
  const put = `INSERT INTO "webhook_delivery" ("workspaceId", "network", "channelId", "state", "receivedAt", "headers", "body")
    SELECT "workspaceId", 'x', "channelId", 'received', now() - interval '1 hour', '{}', '' FROM "item" WHERE "id" = $1`;
  await owner.query(put, [item.id]);
  expect(await checkQueue(client, true)).toMatchObject({ check: 'queue', state: 'problem' });
  expect((await checkQueue(client, false)).state).toBe('ok');
  await owner.query(`UPDATE "webhook_delivery" SET "state" = 'processed' WHERE "workspaceId" = $1`, [workspaceId]);
  expect((await checkQueue(client, true)).state).toBe('ok');
});

test('the doctor reports that private networks are allowed as soon as outsiders have access', async () => {
  expect((await checkPrivateNetworks(client, false)).state).toBe('ok');
  await owner.query('UPDATE "member" SET "removedAt" = now()');
  await owner.query('DELETE FROM "workspace"');
  await owner.query('DELETE FROM "organization"');
  expect((await checkPrivateNetworks(client, true)).state).toBe('ok');
  await aWorkspace({ role: 'client' });
  expect((await checkPrivateNetworks(client, true)).state).toBe('problem');
  await owner.query(`UPDATE "member" SET "role" = 'lead'`);
  expect((await checkPrivateNetworks(client, true)).state).toBe('ok');
  await aWorkspace();
  expect(await checkPrivateNetworks(client, true)).toMatchObject({
    state: 'problem',
    sentence: expect.stringContaining('2 organizations') as string,
  });
});

test('the doctor checks the version and the clock of the database', async () => {
  expect((await checkVersion(client)).state).toBe('ok');
  const old = { query: async () => ({ rows: [{ number: 150_004, name: '15.4' }] }) } as unknown as pg.Client; // a server that is not to be had here
  expect(await checkVersion(old)).toMatchObject({
    state: 'problem',
    sentence: expect.stringContaining('15.4') as string,
  });
  const askedAt = Date.now();
  const { databaseNow } = await readMoments(client);
  expect(databaseNow.getTime()).toBeGreaterThanOrEqual(askedAt);
  expect(databaseNow.getTime()).toBeLessThanOrEqual(Date.now());
});

test('the doctor finds no problem in a healthy installation and checks each part once', async () => {
  const findings = await examine({
    settings: { ...readSettings(), dataDir: process.env.PARVIS_DATA_DIR ?? '' },
    env: {},
    isRunning: false,
    database: { url: process.env.DATABASE_URL ?? '', ownerUrl: ownerUrl() },
  });
  const names = findings.map(({ check }) => check);
  expect(new Set(names).size).toBe(names.length);
  expect(names.sort()).toEqual([
    'application-role',
    'backups',
    'clock',
    'data-folder',
    'database',
    'disk',
    'mail',
    'migrations',
    'postgres-version',
    'private-networks',
    'proxies',
    'public-address',
    'queue',
    'redis',
    'row-level-security',
    'settings-file',
    'worker',
  ]);
  const ours = findings.filter(({ check }) => check !== 'disk' && check !== 'settings-file'); // the machine's own
  expect(ours.filter(({ state }) => state === 'problem')).toEqual([]);
});

test('the doctor reports an unreachable database without printing its password', async () => {
  const database = {
    url: 'postgresql://parvis:hidden@127.0.0.1:1/parvis',
    ownerUrl: 'postgresql://parvis:hidden@127.0.0.1:1/parvis',
  };
  const findings = await examine({ settings: readSettings(), env: {}, isRunning: undefined, database });
  expect(findings.find(({ check }) => check === 'database')).toMatchObject({ state: 'problem' });
  expect(JSON.stringify(findings)).not.toContain('hidden');
});
