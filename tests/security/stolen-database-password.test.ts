import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { countAttempts } from './support/attempts.ts';

/** An attacker who knows the whole environment of the web and the worker. */
let thief: pg.Client;

beforeAll(async () => {
  thief = new pg.Client({ connectionString: inject('instanceEnv').DATABASE_URL });
  await thief.connect();
});

afterAll(async () => await thief.end());

const names = async (sql: string): Promise<string[]> =>
  (await database().prisma.$queryRawUnsafe<{ name: string }[]>(sql)).map(({ name }) => name);

test("the environment of web and worker does not contain the password of the database's owner", () => {
  const { PARVIS_TEST_OWNER_URL: ownerUrl = '', ...env } = inject('instanceEnv'); // the tests' own, not the instance's
  const { password } = new URL(ownerUrl);
  expect(password.length).toBeGreaterThan(20);
  expect(JSON.stringify(env)).not.toContain(password);
});

test("a thief with the application's database password can neither read nor change a tenant table or partition", async () => {
  const { workspaceId } = await aWorkspace();
  await anItem({ workspaceId });
  const tables = await names(`
    SELECT c.relname::text AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (c.relname = 'workspace' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspaceId'))`);
  expect(tables).toEqual(expect.arrayContaining(['item', 'message', 'webhook_delivery_default']));
  const statements = tables.flatMap((name) => [
    `SELECT * FROM "${name}"`,
    `DELETE FROM "${name}"`,
    `TRUNCATE "${name}" CASCADE`,
    `COPY "${name}" TO STDOUT`,
    `ALTER TABLE "${name}" DISABLE ROW LEVEL SECURITY`,
    `DROP TABLE "${name}" CASCADE`,
  ]);
  for (const statement of statements) {
    await expect(thief.query(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  }
  countAttempts('statements with the application’s password', statements.length);
});

test("a thief with the application's database password sees no partition in the roles that it can take", async () => {
  const partitions = await names(`SELECT relname::text AS name FROM pg_class WHERE relispartition AND relkind = 'r'`);
  for (const role of ['parvis_app', 'parvis_dispatcher', 'parvis_person']) {
    for (const name of partitions) {
      await thief.query(`BEGIN; SET LOCAL ROLE ${role}`);
      await expect(thief.query(`SELECT * FROM "${name}"`)).rejects.toThrow('permission denied');
      await thief.query('ROLLBACK');
    }
  }
  countAttempts('statements with the application’s password', partitions.length * 2);
});

test("a thief with the application's database password can take no other role", async () => {
  const roles = await names('SELECT rolname::text AS name FROM pg_roles');
  const taken: string[] = [];
  for (const role of roles) {
    const isTaken = await thief.query(`SET ROLE "${role}"`).then(
      () => true,
      () => false,
    );
    if (isTaken) taken.push(role);
    await thief.query('RESET ROLE');
  }
  expect(taken.sort()).toEqual(['parvis_app', 'parvis_dispatcher', 'parvis_guest', 'parvis_login', 'parvis_person']);
  countAttempts('statements with the application’s password', roles.length);
});
