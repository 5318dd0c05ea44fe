import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the migrated, empty template of every test database, for the application. */
    templateDatabaseUrl: string;
    /** The address of the same database for its owner, who may create databases. */
    templateOwnerUrl: string;
    /** A folder that is removed at the end of the run. */
    runFolder: string;
  }
}

export interface TestDatabase {
  /** The address for the application. */
  url: string;
  ownerUrl: string;
  /** Drops the database and closes all connections to it. */
  drop: () => Promise<void>;
}

/** Creates a migrated, empty database on the Postgres that the whole run shares. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateOwnerUrl')).pathname.slice(1);
  return await create((name) => [
    `create database ${name} template ${template}`,
    // Permissions on the database itself are not copied from the template.
    `revoke temporary on database ${name} from public`,
  ]);
}

/** Creates a database without migrations on the same Postgres. */
export async function createUnmigratedDatabase(): Promise<TestDatabase> {
  return await create((name) => [`create database ${name}`]);
}

async function create(statements: (name: string) => string[]): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  for (const statement of statements(name)) await administer(statement);
  const [url, ownerUrl] = [inject('templateDatabaseUrl'), inject('templateOwnerUrl')].map((of) => {
    const its = new URL(of);
    its.pathname = `/${name}`;
    return its.href;
  }) as [string, string]; // two in, two out
  return { url, ownerUrl, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string) {
  const url = new URL(inject('templateOwnerUrl'));
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
