import { defineConfig } from 'prisma/config';

/** For the Prisma command line alone: our own scripts hand it the database's address. */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
