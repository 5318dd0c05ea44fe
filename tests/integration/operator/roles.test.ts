import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runNode } from '#scripts/process/run-node.ts';

/** A server as an operator prepares it: the owner is not a superuser, and creates the application's role. */
const database = `operated_${randomBytes(4).toString('hex')}`;
const [owner, application] = [`${database}_owner`, `${database}-app%s'`];
let ownerUrl = '';
let applicationUrl = '';

beforeAll(async () => {
  // The statements of docs/database-roles.md.
  await administer(
    `create role ${owner} login createrole bypassrls password 'owner'`,
    // The run's server has the roles of its own installation already, which its owner grants.
    ...[
      'parvis_app',
      'parvis_dispatcher',
      'parvis_guest',
      'parvis_search',
      'parvis_authentication',
      'parvis_users',
      'parvis_queue',
      'parvis_saved_replies',
      'parvis_contacts',
      'parvis_person',
    ].map((role) => `grant ${role} to ${owner} with admin option`),
    `create database ${database} owner ${owner}`,
    `revoke connect on database ${database} from public`,
  );
  ownerUrl = urlOf(owner, 'owner');
  applicationUrl = urlOf(application, 'application');
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: applicationUrl, PARVIS_MIGRATE_DATABASE_URL: ownerUrl },
  });
}, 120_000);

afterAll(async () => {
  await administer(
    `drop database if exists ${database} with (force)`,
    `drop owned by ${owner} cascade`,
    `drop role ${pg.escapeIdentifier(application)}`,
    `drop role ${owner}`,
  );
});

test("an owner without superuser rights migrates and grants the application's role exactly what it needs", async () => {
  await expect(onServer(applicationUrl, 'select * from "item"')).rejects.toThrow('permission denied for table item');
  expect(await onServer(applicationUrl, 'select count(*)::int as n from "user"')).toEqual([{ n: 0 }]);
  await onServer(applicationUrl, `insert into worker_heartbeat ("id", "at") values (gen_random_uuid(), now())`);
  await onServer(applicationUrl, 'select count(*) from bullmq.job');
  expect(
    await onServer(applicationUrl, `begin; set local role parvis_app; select count(*)::int as n from "item"`),
  ).toEqual([{ n: 0 }]);
  for (const role of [
    owner,
    'parvis',
    'parvis_search',
    'parvis_authentication',
    'parvis_users',
    'parvis_saved_replies',
    'parvis_contacts',
  ]) {
    await expect(onServer(applicationUrl, `set role ${role}`)).rejects.toThrow('permission denied to set role');
  }
  await expect(onServer(applicationUrl, 'create table planted ()')).rejects.toThrow('permission denied');
});

test('an owner without superuser rights creates and drops partitions for the application', async () => {
  const old = 'webhook_delivery_2020_01';
  await onServer(
    ownerUrl,
    `create table ${old} partition of webhook_delivery for values from ('2020-01-01 00:00+00') to ('2020-02-01 00:00+00');
     do $$ begin execute (select 'drop table ' || max(relname) from pg_class where relname ~ '^item_history_[0-9]{4}_[0-9]{2}$'); end $$`,
  );
  await onServer(applicationUrl, 'select ensure_month_partitions()::text, drop_delivery_months(now())::text');
  expect(
    await onServer(
      ownerUrl,
      `select count(*)::int as months, bool_and(relrowsecurity and relforcerowsecurity) as "isForced", to_regclass('${old}')::text as old
       from pg_class where relname ~ '^item_history_[0-9]{4}_[0-9]{2}$' and relkind = 'r'`,
    ),
  ).toEqual([{ months: 3, isForced: true, old: null }]);
});

test('migrating again does not change the permissions of the roles', async () => {
  const memberships = `select roleid::regrole::text as role, inherit_option, set_option, admin_option from pg_auth_members
    where member = (select oid from pg_roles where rolname = $1) order by 1`;
  const before = await onServer(ownerUrl, memberships, [application]);
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: applicationUrl, PARVIS_MIGRATE_DATABASE_URL: ownerUrl },
  });
  expect(await onServer(ownerUrl, memberships, [application])).toEqual(before);
  expect(before).toEqual(
    [
      { role: 'parvis_app', isInherited: false },
      { role: 'parvis_dispatcher', isInherited: false },
      { role: 'parvis_guest', isInherited: false },
      { role: 'parvis_person', isInherited: false },
      { role: 'parvis_queue', isInherited: true },
      { role: 'parvis_users', isInherited: true },
    ].map(({ role, isInherited }) => ({
      role,
      inherit_option: isInherited,
      set_option: !isInherited,
      admin_option: false,
    })),
  );
});

test('migrating works with one role for owner and application', async () => {
  await runNode('scripts/migrate.ts', { env: { DATABASE_URL: ownerUrl, PARVIS_MIGRATE_DATABASE_URL: '' } });
});

test('an owner who may not create roles gets an explanation', async () => {
  await administer(`alter role ${owner} nocreaterole`);
  await expect(
    runNode('scripts/migrate.ts', {
      env: { DATABASE_URL: urlOf('nobody_here', 'x'), PARVIS_MIGRATE_DATABASE_URL: ownerUrl },
    }),
  ).rejects.toThrow(
    /The role nobody_here \(DATABASE_URL\) cannot be granted what the application needs: permission denied/,
  );
});

function urlOf(role: string, password: string): string {
  const url = new URL(inject('templateOwnerUrl'));
  url.username = encodeURIComponent(role);
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

async function administer(...statements: string[]) {
  const url = new URL(inject('templateOwnerUrl'));
  url.pathname = '/postgres';
  for (const statement of statements) await onServer(url.href, statement);
}

async function onServer(url: string, sql: string, values?: unknown[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result: unknown = await client.query(sql, values);
    const last = Array.isArray(result) ? (result.at(-1) as pg.QueryResult) : (result as pg.QueryResult); // several statements answer with several results
    return last.rows;
  } finally {
    await client.end();
  }
}
