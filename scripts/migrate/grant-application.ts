import pg from 'pg';
import { queueNames } from '#lib/queue/define-job.ts';
import { Explained } from '../process/explained.ts';

/** The roles of which the application's role is a member; only those of the first kind work without SET ROLE. */
const MEMBERSHIPS = [
  { role: 'parvis_users', isInherited: true },
  { role: 'parvis_queue', isInherited: true },
  { role: 'parvis_app', isInherited: false },
  { role: 'parvis_dispatcher', isInherited: false },
  { role: 'parvis_guest', isInherited: false },
  { role: 'parvis_person', isInherited: false },
];

export interface SignIn {
  role: string;
  password: string;
}

/** The role and password in an address. */
export function signInOf(url: string): SignIn {
  const { username, password } = new URL(url);
  return { role: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/**
 * Gives `parvis_queue` access to the queue's schema, whose tables BullMQ creates and changes. At a queue's first job, BullMQ
 * would create a sequence for job ids; it is created here, so that the application needs no permission to create anything.
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
 * Makes the application's role a member of the roles in which it works. It has no access to tenant tables itself, and takes
 * the role that sees one workspace for one transaction at a time. A missing role is created with the given password.
 * @throws Explained when the owner may not create or grant the role
 */
export async function grantApplication(client: pg.Client, application: SignIn): Promise<void> {
  try {
    await grant(client, application);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Explained(
      `The role ${application.role} (DATABASE_URL) cannot be granted what the application needs: ${message}`,
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
  // Granted only where missing: roles belong to the server, of which two databases may be migrated at once.
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
