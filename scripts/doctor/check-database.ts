import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { ROOT } from '../settings.ts';
import { type Finding, findingsOf } from './finding.ts';

const OLDEST_VERSION = 160_000;
/** The roles and permissions that the application's role may have; anything else is too much. */
const ITS_ROLES = ['parvis_users', 'parvis_queue', 'parvis_app', 'parvis_dispatcher', 'parvis_guest', 'parvis_person'];
const HOW_TO_SEPARATE =
  'Give the application a separate role, as docs/database-roles.md explains, and restart: DATABASE_URL for the application, PARVIS_MIGRATE_DATABASE_URL for the owner.';

export async function checkVersion(client: pg.Client): Promise<Finding> {
  const { ok, problem } = findingsOf('postgres-version');
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const { number = 0, name = 'unknown' } = rows[0] ?? {};
  if (number >= OLDEST_VERSION) return ok(`The database is Postgres ${name}.`);
  return problem(`The database is Postgres ${name}, and Parvis needs 16 or newer.`, 'Upgrade the server.');
}

/** Checks that a stolen password of the application gives no more access than the application needs. */
export async function checkApplicationRole(client: pg.Client): Promise<Finding> {
  const { ok, problem } = findingsOf('application-role');
  const { rows } = await client.query<{
    name: string;
    powers: string[];
    roles: string[];
    owned: number;
    reads: number;
  }>(
    `select rolname as name,
       array_remove(array[case when rolsuper then 'is a superuser' end, case when rolcreaterole then 'may create roles' end,
         case when rolcreatedb then 'may create databases' end, case when rolbypassrls then 'passes by row-level security' end,
         case when rolreplication then 'may copy the whole server' end,
         case when has_schema_privilege(oid, 'public', 'create') then 'may create tables' end], null) as powers,
       array(select m.roleid::regrole::text from pg_auth_members m where m.member = pg_roles.oid) as roles,
       (select count(*)::int from pg_class c where c.relowner = pg_roles.oid) as owned,
       (select count(*)::int from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspaceId')
         and has_table_privilege(pg_roles.oid, c.oid, 'select')) as reads
     from pg_roles where rolname = current_user`,
  );
  const [role] = rows;
  if (!role) return problem('The application’s role does not exist.', HOW_TO_SEPARATE);
  const more = role.roles.filter((name) => !ITS_ROLES.includes(name));
  const wrongs = [
    ...role.powers,
    ...(role.owned > 0 ? ['owns tables'] : []),
    ...(role.reads > 0 && role.powers.length === 0 ? ['reads tenants’ tables without entering a workspace'] : []),
    ...(more.length > 0 && role.powers.length === 0 ? [`may act as ${more.join(', ')}`] : []),
  ];
  if (wrongs.length === 0) return ok(`The application signs in as ${role.name}, which owns nothing.`);
  return problem(
    `The application signs in as ${role.name}, which ${wrongs.join(', ')}: a single flaw in it would expose everything.`,
    HOW_TO_SEPARATE,
  );
}

/** Checks that every table and partition with a workspace has row-level security. */
export async function checkRowSecurity(client: pg.Client): Promise<Finding> {
  const { ok, problem } = findingsOf('row-level-security');
  const { rows } = await client.query<{ name: string; isForced: boolean }>(
    `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity
       and exists (select from pg_policy p where p.polrelid = c.oid) as "isForced"
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and (c.relname = 'workspace' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspaceId'))`,
  );
  const open = rows.filter(({ isForced }) => !isForced).map(({ name }) => name);
  if (open.length === 0) return ok(`${rows.length} tables and partitions have row-level security.`);
  return problem(
    `Row-level security is missing on ${open.join(', ')}.`,
    'Restart Parvis, which migrates. If it is still missing, somebody turned it off by hand: turn it on with ALTER TABLE … FORCE ROW LEVEL SECURITY.',
  );
}

/** @param applied the migrations in the database's history, and whether each was finished */
export function compareMigrations(applied: ReadonlyMap<string, boolean>, shipped: readonly string[]): Finding {
  const { ok, warning, problem } = findingsOf('migrations');
  const broken = [...applied].filter(([, isFinished]) => !isFinished).map(([name]) => name);
  const pending = shipped.filter((name) => !applied.has(name));
  const unknown = [...applied.keys()].filter((name) => !shipped.includes(name));
  if (broken.length > 0) {
    return problem(`The migration ${broken.join(', ')} did not finish.`, 'Read the output of npm start.');
  }
  if (unknown.length > 0) {
    return problem(
      `The database was migrated by a newer Parvis (${unknown.join(', ')}).`,
      'Start the newer version, or restore an earlier backup.',
    );
  }
  if (pending.length > 0) return warning(`Not applied yet: ${pending.join(', ')}.`, 'Start Parvis, which migrates.');
  return ok('The database is up to date.');
}

/** @param owner can read the history even where an old schema does not let the application do so */
export async function checkMigrations(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ name: string; isFinished: boolean }>(
    `select migration_name as name, bool_or(finished_at is not null) as "isFinished" from _prisma_migrations
     where rolled_back_at is null group by 1`,
  );
  const folders = readdirSync(join(ROOT, 'prisma/migrations'), { withFileTypes: true });
  return compareMigrations(
    new Map(rows.map(({ name, isFinished }) => [name, isFinished])),
    folders.filter((entry) => entry.isDirectory()).map(({ name }) => name),
  );
}

/** The database's clock and its newest rows, to be compared with the machine's clock. */
export async function readMoments(client: pg.Client): Promise<{ databaseNow: Date; latestBeat: Date | null }> {
  const { rows } = await client.query<{ databaseNow: Date; latestBeat: Date | null }>(
    `select clock_timestamp() as "databaseNow", (select max(at) from worker_heartbeat) as "latestBeat"`,
  );
  return rows[0] ?? { databaseNow: new Date(), latestBeat: null };
}
