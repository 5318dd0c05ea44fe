import pg from 'pg';
import { queueNames } from '#lib/queue/define-job.ts';
import { Explained } from '../process/explained.ts';

/** What the application's role is a member of: only the first kind works without being taken on. */
const MEMBERSHIPS = [
  { role: 'parvis_accounts', isInherited: true },
  { role: 'parvis_queue', isInherited: true },
  { role: 'parvis_app', isInherited: false },
  { role: 'parvis_dispatcher', isInherited: false },
];

export interface SignIn {
  role: string;
  password: string;
}

/** With what an address signs in. */
export function signInOf(url: string): SignIn {
  const { username, password } = new URL(url);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Gives `parvis_queue` the queue's schema, whose tables the library makes and changes. The library makes one thing while
 * it works, a sequence for the ids of a queue's jobs, on the first of them: it is made here, so that nobody else needs
 * to make anything.
 */
export async function grantQueue(client: pg.Client): Promise<void> {
  for (const name of queueNames) {
    const { rows } = await client.query<{ sequence: string }>('select bullmq.job_id_seq_name($1) as sequence', [name]);
    const [{ sequence } = { sequence: '' }] = rows;
    await client.query(`create sequence if not exists bullmq.${pg.escapeIdentifier(sequence)}`);
  }
  await client.query(`
    grant usage on schema bullmq to parvis_queue;
    grant select, insert, update, delete on all tables in schema bullmq to parvis_queue;
    grant usage on all sequences in schema bullmq to parvis_queue;
    grant execute on all functions in schema bullmq to parvis_queue`);
}

/**
 * Makes the application's role a member of the roles it works in: it signs in with no right of its own to a tenant's
 * table, and takes on the role that sees one workspace for as long as a transaction lasts. A role that is not there yet
 * is made, with the password given.
 * @throws Explained when the owner may not make it, or grant
 */
export async function grantApplication(client: pg.Client, application: SignIn): Promise<void> {
  try {
    await grant(client, application);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Explained(
      `The role ${application.role} (DATABASE_URL) cannot be given what the application needs: ${message}`,
    );
  }
}

async function grant(client: pg.Client, { role: application, password }: SignIn): Promise<void> {
  const name = pg.escapeIdentifier(application);
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [application]);
  if (!rowCount) await client.query(`create role ${name} login noinherit password ${pg.escapeLiteral(password)}`);
  const { rows } = await client.query<{ role: string; isInherited: boolean; canSet: boolean }>(
    `select m.roleid::regrole::text as role, bool_or(m.inherit_option) as "isInherited", bool_or(m.set_option) as "canSet"
     from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = $1 group by 1`,
    [application],
  );
  const known = new Map(rows.map((row) => [row.role, row]));
  // Granted only where it is missing: roles are the server's, and two databases of it may be migrated at once.
  const missing = MEMBERSHIPS.filter(({ role, isInherited }) => {
    const row = known.get(role);
    return !row || row.isInherited !== isInherited || row.canSet === isInherited;
  });
  for (const { role, isInherited } of missing) {
    await client.query(`grant ${role} to ${name} with inherit ${isInherited}, set ${!isInherited}`);
  }
  const { rows: named } = await client.query<{ database: string }>('select current_database() as database');
  const database = pg.escapeIdentifier(named[0]?.database ?? '');
  await client.query(`revoke temporary on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${name}`);
}
