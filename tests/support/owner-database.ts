import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#lib/db/generated/client.ts';

let opened: { pool: pg.Pool; prisma: PrismaClient } | undefined;

/** The address of the test database for its owner; the product itself connects with `DATABASE_URL`. */
export function ownerUrl(): string {
  const url = process.env.PARVIS_TEST_OWNER_URL;
  if (!url) throw new Error('PARVIS_TEST_OWNER_URL is not set: it names the owner of the database under test');
  return url;
}

/** The database as its owner, who sees all rows: to arrange, to check across workspaces, and to break things. */
export function database(): { pool: pg.Pool; prisma: PrismaClient } {
  if (!opened) {
    const pool = new pg.Pool({
      connectionString: ownerUrl(),
      max: 8,
      application_name: 'tests',
      allowExitOnIdle: true,
    });
    pool.on('error', () => undefined); // A test that takes the database down takes these connections with it.
    opened = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  }
  return opened;
}
