import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { MIGRATIONS } from './first-state.ts';

/** The migrations, with one more behind them. @returns their folder */
export function withOneMore(sql: string | undefined): string {
  const folder = mkdtempSync(join(inject('runFolder'), 'migrations-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  if (sql !== undefined) {
    mkdirSync(join(folder, '99990101000000_one_more'));
    writeFileSync(join(folder, '99990101000000_one_more/migration.sql'), sql);
  }
  return folder;
}

/** A database without migrations, with the addresses of the application and of its owner. */
export async function emptyDatabase(): Promise<{ url: string; ownerUrl: string }> {
  const name = `upgrade_${crypto.randomUUID().replaceAll('-', '')}`;
  const [url, ownerUrl] = [new URL(inject('templateDatabaseUrl')), new URL(inject('templateOwnerUrl'))];
  const server = new URL(ownerUrl);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = ownerUrl.pathname = `/${name}`;
  return { url: url.href, ownerUrl: ownerUrl.href };
}
