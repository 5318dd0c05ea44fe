import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated, empty database that every test database is a copy of. */
    templateDatabaseUrl: string;
    /** The same as its owner, who may make databases. */
    templateOwnerUrl: string;
    /** A folder that is removed at the end of the run. */
    runFolder: string;
  }
}

export interface TestDatabase {
  /** As the application signs in. */
  url: string;
  ownerUrl: string;
  /** Removes the database, ending whatever is still connected to it. */
  drop: () => Promise<void>;
}

/** A database of the caller's own: migrated, empty, and on the Postgres that the whole run shares. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateOwnerUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(template, `create database ${name} template ${template.pathname.slice(1)}`);
  // What is said of a database itself is not copied with it.
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
