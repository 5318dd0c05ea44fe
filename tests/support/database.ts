import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the migrated, empty database that every test database is a copy of. */
    templateDatabaseUrl: string;
    /** A folder that is removed at the end of the run. */
    runFolder: string;
  }
}

export interface TestDatabase {
  url: string;
  /** Removes the database, ending whatever is still connected to it. */
  drop: () => Promise<void>;
}

/** A database of the caller's own: migrated, empty, and on the Postgres that the whole run shares. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateDatabaseUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(template, `create database ${name} template ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(template, `drop database if exists ${name} with (force)`) };
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
