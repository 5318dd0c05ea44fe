import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { database as applicationDatabase } from '#lib/db/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { deleteLeftovers } from '#lib/erasure/delete-leftovers.ts';
import { aMessage, anItem, aWorkspace } from '#tests/support/factories.ts';

/** The tables without a workspace: users, and internal bookkeeping. Any other new table must have a workspace. */
const OUTSIDE = [
  '_prisma_migrations',
  'rate_limit_use',
  'email_token',
  'erasure_request',
  'organization',
  'organization_saved_reply',
  'organization_sign_in',
  'passkey_challenge',
  'push_key',
  'push_subscription',
  'session',
  'throttle',
  'unrouted_delivery',
  'user',
  'user_identity',
  'user_passkey',
  'user_recovery_code',
  'user_totp',
  'worker_heartbeat',
  'workspace_erasure',
  'workspace_template',
];
/** The workspace itself, whose id all tenant tables have. */
const ROOT = 'workspace';

const policiesOf = (table: string) =>
  `SELECT polname, polcmd, polroles, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) FROM pg_policy WHERE polrelid = ${table}`;

const query = async <Row>(sql: string): Promise<Row[]> => await database().prisma.$queryRawUnsafe<Row[]>(sql);

async function tenantTables(): Promise<string[]> {
  const rows = await query<{ name: string }>(`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`);
  return rows.map(({ name }) => name).filter((name) => !OUTSIDE.includes(name) && name !== ROOT);
}

test('every tenant table has a workspace', async () => {
  const tables = await tenantTables();
  expect(tables).toContain('item');
  const rows = await query<{ name: string }>(`
    SELECT attrelid::regclass::text AS name FROM pg_attribute WHERE attname = 'workspaceId' AND attnotnull AND atttypid = 'uuid'::regtype`);
  const carrying = new Set(rows.map(({ name }) => name));
  expect(tables.filter((name) => !carrying.has(name))).toEqual([]);
});

test('the workspace is the first column of every primary and unique key', async () => {
  const tables = await tenantTables();
  const keys = await query<{ table: string; key: string; first: string | null; isPrimary: boolean }>(`
    SELECT c.relname AS "table", x.relname AS key, a.attname AS first, i.indisprimary AS "isPrimary"
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace`);
  const ours = keys.filter(({ table }) => tables.includes(table));
  expect(ours.filter(({ first }) => first !== 'workspaceId')).toEqual([]);
  const withPrimary = new Set(ours.filter(({ isPrimary }) => isPrimary).map(({ table }) => table));
  expect(tables.filter((table) => !withPrimary.has(table))).toEqual([]);
});

test('a foreign key between tenant tables starts with the workspace on both sides', async () => {
  const tables = await tenantTables();
  const keys = await query<{ name: string; from: string; to: string; columns: string[]; references: string[] }>(`
    SELECT conname AS name, conrelid::regclass::text AS from, confrelid::regclass::text AS to,
      ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k (n, o) JOIN pg_attribute ON attrelid = conrelid AND attnum = n ORDER BY o) AS columns,
      ARRAY(SELECT attname::text FROM unnest(confkey) WITH ORDINALITY k (n, o) JOIN pg_attribute ON attrelid = confrelid AND attnum = n ORDER BY o) AS references
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
  const between = keys.filter(({ from, to }) => tables.includes(from) && tables.includes(to));
  expect(between.length).toBeGreaterThan(20);
  expect(
    between.filter(({ columns, references }) => columns[0] !== 'workspaceId' || references[0] !== 'workspaceId'),
  ).toEqual([]);
  // Setting a reference to null must not set the workspace to null.
  const nulling = await query<{ name: string }>(`
    SELECT conname AS name FROM pg_constraint WHERE contype = 'f' AND confdeltype = 'n' AND confdelsetcols IS NULL
      AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY (conkey) AND attname = 'workspaceId')`);
  expect(nulling).toEqual([]);
});

test("row-level security is forced on every tenant table, with one policy for the application's own workspace", async () => {
  const tables = [...(await tenantTables()), ROOT];
  const rows = await query<{ name: string; isOn: boolean; policies: string[] | null }>(`
    SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isOn",
      (SELECT array_agg(pg_get_expr(p.polqual, c.oid) || coalesce(pg_get_expr(p.polwithcheck, c.oid), '')) FROM pg_policy p
       WHERE p.polrelid = c.oid AND p.polpermissive AND ('parvis_app'::regrole = ANY (p.polroles) OR 0 = ANY (p.polroles))) AS policies
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`);
  for (const { name, isOn, policies } of rows.filter((row) => tables.includes(row.name))) {
    const column = name === ROOT ? 'id' : '"workspaceId"';
    expect({ name, isOn, policies }).toEqual({
      name,
      isOn: true,
      policies: [`(${column} = (NULLIF(current_setting('app.workspace_id'::text, true), ''::text))::uuid)`],
    });
  }
});

/** Tables without anything that an item says or that belongs to a channel: every member sees all of their rows. */
const SEEN_BY_ALL_MEMBERS = [
  'api_key',
  'audit_entry',
  'connect_attempt',
  'contact_field',
  'guard_rails',
  'idempotency_key',
  'invitation',
  'item_field',
  'language_progress',
  'live_stream',
  'member',
  'member_availability',
  'member_day_off',
  'member_hours',
  'network_app',
  'quota_use',
  'reply_field',
  'routing_absence',
  'routing_profile',
  'routing_profile_tag',
  'routing_settings',
  'routing_skill',
  'saved_reply',
  'saved_reply_use',
  'saved_view',
  'search_progress',
  'tag',
  'team',
  'team_member',
];

test('every tenant table hides from a member what is hidden, or has nothing to hide', async () => {
  const rows = await query<{ name: string }>(`
    SELECT DISTINCT polrelid::regclass::text AS name FROM pg_policy
    WHERE NOT polpermissive AND polcmd <> 'd' AND polroles = ARRAY['parvis_app'::regrole::oid]`);
  const hiding = rows.map(({ name }) => name);
  expect((await tenantTables()).filter((name) => !hiding.includes(name))).toEqual(SEEN_BY_ALL_MEMBERS);
});

test("every table and partition with a workspace forces row-level security with its table's policies", async () => {
  await database().prisma.$queryRaw`SELECT ensure_month_partitions()::text`;
  const tables = await query<{ name: string; isForced: boolean; hasParentsPolicies: boolean }>(`
    SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS "isForced",
      NOT EXISTS (${policiesOf('i.inhparent')} EXCEPT ${policiesOf('c.oid')})
        AND EXISTS (${policiesOf('c.oid')}) AS "hasParentsPolicies"
    FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspaceId')`);
  expect(tables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['item', 'item_history_default', 'webhook_delivery_default']),
  );
  expect(tables.filter(({ isForced, hasParentsPolicies }) => !isForced || !hasParentsPolicies)).toEqual([]);
});

test('a partition created later is protected too', async () => {
  const month = new Date();
  month.setUTCDate(1);
  month.setUTCMonth(month.getUTCMonth() + 2);
  const name = `webhook_delivery_${month.toISOString().slice(0, 7).replace('-', '_')}`;
  await database().prisma.$executeRawUnsafe(`DROP TABLE "${name}"`);
  await deleteLeftovers();
  expect(
    await query(
      `SELECT relrowsecurity AND relforcerowsecurity AS "isForced", (SELECT count(*)::int FROM pg_policy WHERE polrelid = c.oid) AS policies
       FROM pg_class c WHERE relname = '${name}'`,
    ),
  ).toEqual([{ isForced: true, policies: 3 }]);
});

test('every permission is granted by name, and partitions are reached only through their table', async () => {
  const grants = await query<{ name: string; grantee: string; isPartition: boolean }>(`
    SELECT c.relname AS name, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee, c.relispartition AS "isPartition"
    FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee <> c.relowner`);
  expect(grants.filter(({ grantee, isPartition }) => grantee === 'PUBLIC' || isPartition)).toEqual([]);
  const partitions = await query(
    `SELECT FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE 'item_history%'`,
  );
  expect(partitions.length).toBeGreaterThan(2);
  const views = await query(
    `SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace`,
  );
  expect(views).toEqual([]);
});

test("none of our roles bypasses row-level security, and only the application's can sign in", async () => {
  const roles = await query<{ rolname: string }>(`
    SELECT rolname FROM pg_roles WHERE rolname LIKE 'parvis\\_%' AND (rolbypassrls OR rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication
      OR (rolcanlogin AND rolname <> 'parvis_login'))`);
  expect(roles).toEqual([]);
});

test('a function that runs as another role is on the list and uses no other schema', async () => {
  const functions = await query<{ name: string; isOpen: boolean; settings: string[] | null; owner: string }>(`
    SELECT p.proname AS name, p.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(p.proacl) a WHERE a.grantee = 0) AS "isOpen",
      p.proconfig AS settings, p.proowner::regrole::text AS owner
    FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace`);
  expect(functions.map(({ name }) => name)).toContain('search_items');
  for (const { name, isOpen, settings, owner } of functions) {
    expect({ name, isOpen }).toEqual({ name, isOpen: false });
    expect(settings?.some((setting) => setting.startsWith('search_path='))).toBe(true);
    // The functions that run as the owner: each does something that no other role may do.
    const isOwners = ['ensure_month_partitions', 'drop_delivery_months'].includes(name);
    expect({ name, owner }).toEqual({
      name,
      owner: isOwners ? 'parvis' : (expect.stringMatching(/^parvis_/) as string),
    });
  }
});

test('inside one workspace, rows of another are invisible and cannot be written', async () => {
  const ours = await aWorkspace();
  const theirs = await aWorkspace();
  const item = await anItem({ workspaceId: theirs.workspaceId });
  await aMessage({ workspaceId: theirs.workspaceId, itemId: item.id });
  const own = await anItem({ workspaceId: ours.workspaceId });

  const counts = await inWorkspace(ours.workspaceId, async (tx) => {
    const seen: Record<string, number> = {};
    for (const table of [...(await tenantTables()), ROOT]) {
      const column = table === ROOT ? 'id' : 'workspaceId';
      const rows = await tx.$queryRawUnsafe<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM "${table}" WHERE "${column}" <> $1::uuid`,
        ours.workspaceId,
      );
      if (rows[0]?.n !== 0) seen[table] = rows[0]?.n ?? -1;
    }
    return seen;
  });
  expect(counts).toEqual({});

  const refused = { message: expect.stringContaining('row-level security') as string };
  await expect(
    inWorkspace(ours.workspaceId, (tx) =>
      tx.tag.create({ data: { workspaceId: theirs.workspaceId, name: 'planted' } }),
    ),
  ).rejects.toMatchObject(refused);
  await expect(
    inWorkspace(
      ours.workspaceId,
      (tx) =>
        tx.$executeRaw`UPDATE "item" SET "workspaceId" = ${theirs.workspaceId}::uuid WHERE "id" = ${own.id}::uuid`,
    ),
  ).rejects.toMatchObject(refused);
  expect(
    await inWorkspace(ours.workspaceId, (tx) => tx.item.updateMany({ where: { id: item.id }, data: { preview: 'x' } })),
  ).toEqual({ count: 0 });
  expect(await inWorkspace(ours.workspaceId, (tx) => tx.item.deleteMany({ where: { id: item.id } }))).toEqual({
    count: 0,
  });
  // A reference to another workspace finds no row.
  await expect(
    inWorkspace(ours.workspaceId, (tx) =>
      tx.itemRead.create({
        data: { workspaceId: ours.workspaceId, memberId: ours.admin.memberId, itemId: item.id, readAt: new Date() },
      }),
    ),
  ).rejects.toMatchObject({ code: 'P2003' });
});

test('without a workspace no row is visible', async () => {
  const { workspaceId } = await aWorkspace();
  await anItem({ workspaceId });
  const seen = await database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'parvis_app', true)`;
    return await tx.item.count();
  });
  expect(seen).toBe(0);
});

/** Connects as the application without entering a workspace, as a thief of its password would. */
const asApplication = async (sql: string) => await applicationDatabase().pool.query(sql);

test("the application's sign-in role sees no tenant table, no partition and no secret of the server", async () => {
  const { workspaceId } = await aWorkspace();
  await anItem({ workspaceId });
  const tables = await query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND (c.relname = 'workspace' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspaceId'))`);
  expect(tables.length).toBeGreaterThan(30);
  for (const { name } of tables) {
    await expect(asApplication(`SELECT * FROM "${name}"`), name).rejects.toThrow(/permission denied/);
    await expect(asApplication(`DELETE FROM "${name}"`), name).rejects.toThrow(/permission denied/);
  }
  for (const secret of ['pg_authid', 'pg_shadow', 'pg_statistic', 'pg_hba_file_rules']) {
    await expect(asApplication(`SELECT * FROM ${secret}`), secret).rejects.toThrow(/permission denied/);
  }
});

test("the application's sign-in role can only become the roles of a workspace and of the sweeps", async () => {
  const roles = await query<{ name: string }>(`SELECT rolname AS name FROM pg_roles`);
  const taken: string[] = [];
  for (const { name } of roles) {
    await asApplication(`BEGIN; SET LOCAL ROLE "${name}"; COMMIT`).then(
      () => taken.push(name),
      (error: unknown) => expect(String(error)).toContain('permission denied to set role'),
    );
    await asApplication('ROLLBACK');
  }
  expect(taken.sort()).toEqual(['parvis_app', 'parvis_dispatcher', 'parvis_guest', 'parvis_login', 'parvis_person']);
});

test("the application's sign-in role can neither create, change nor drop anything, nor disable protection", async () => {
  for (const statement of [
    'CREATE TABLE planted (id int)',
    'CREATE TEMPORARY TABLE planted (id int)',
    'CREATE TABLE bullmq.planted (id int)',
    'CREATE SCHEMA planted',
    'CREATE DATABASE planted',
    'CREATE ROLE planted',
    'CREATE EXTENSION dblink',
    `ALTER ROLE parvis_login BYPASSRLS`,
    `ALTER ROLE parvis PASSWORD 'known'`,
    'GRANT parvis TO parvis_login',
    'ALTER TABLE "item" DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE "user" ADD COLUMN planted int',
    'DROP TABLE "webhook_delivery_default"',
    'TRUNCATE "user"',
    'SET session_replication_role = replica',
    `COPY "user" TO PROGRAM 'cat'`,
    `SELECT pg_read_file('/etc/hostname')`,
    "ALTER SYSTEM SET log_statement = 'all'",
    'DELETE FROM "_prisma_migrations"',
    "SELECT guard_partition('item'::regclass)",
  ]) {
    await expect(asApplication(statement), statement).rejects.toThrow(
      /permission denied|must be owner|must be superuser|only roles with|superuser/i,
    );
  }
  // With row_security = off, Postgres refuses what it would otherwise filter.
  const client = await applicationDatabase().pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL ROLE parvis_app; SET LOCAL row_security = off`);
    await expect(client.query('SELECT * FROM "item"')).rejects.toThrow(/would be affected by row-level security/);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});

test('old partitions can be dropped only when nobody may still need them', async () => {
  const months = async () =>
    (
      await query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relname ~ '^webhook_delivery_[0-9]{4}_[0-9]{2}$' AND relkind = 'r' ORDER BY 1`,
      )
    ).map(({ name }) => name);
  const before = await months();
  expect(before.length).toBeGreaterThan(2);
  await database().prisma.$executeRawUnsafe(
    `CREATE TABLE "webhook_delivery_2020_01" PARTITION OF "webhook_delivery" FOR VALUES FROM ('2020-01-01 00:00+00') TO ('2020-02-01 00:00+00')`,
  );
  await asApplication(`SELECT drop_delivery_months('infinity')`);
  expect(await months()).toEqual(before);
});

test('history cannot be changed after it was written', async () => {
  const { workspaceId } = await aWorkspace();
  await inWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO "item_history" ("workspaceId", "itemId", "actor", "act")
      VALUES (${workspaceId}::uuid, uuid_v7(), 'system', 'received')`;
    await tx.auditEntry.create({ data: { workspaceId, act: 'member_added', subject: 'x' } });
  });
  for (const table of ['item_history', 'audit_entry']) {
    const run = async (statement: string) => await inWorkspace(workspaceId, (tx) => tx.$executeRawUnsafe(statement));
    await expect(run(`UPDATE "${table}" SET "act" = 'x'`)).rejects.toThrow(/permission denied/);
    // Only the erasure of an archived workspace deletes lines, on its date.
    expect(await run(`DELETE FROM "${table}"`)).toBe(0);
  }
});
