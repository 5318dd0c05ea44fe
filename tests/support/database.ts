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
  const template = new URL(inject('templateOwnerUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(template, `create database ${name} template ${template.pathname.slice(1)}`);
  // Permissions on the database itself are not copied from the template.
  await administer(template, `revoke temporary on database ${name} from public`);
  const [url, ownerUrl] = [inject('templateDatabaseUrl'), template.href].map((of) => {
    const its = new URL(of);
    its.pathname = `/${name}`;
    return its.href;
  }) as [string, string]; // two in, two out
  return { url, ownerUrl, drop: () => administer(template, `drop database if exists ${name} with (force)`) };
}

async function administer(template: URL, statement: string) {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
