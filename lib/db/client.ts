import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '#lib/env.ts';
import { PrismaClient } from './generated/client.ts';
import { statementName } from './statement-name.ts';

type Clients = { pool: pg.Pool; prisma: PrismaClient };

// Stored on the global object: in development Next reloads modules, and each load would open its own pool.
const holder = globalThis as typeof globalThis & { parvisDatabase?: Clients };

/** Opens the pool on first use. Only this folder may import it, which a check enforces. */
export function database(): Clients {
  if (!holder.parvisDatabase) {
    const pool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: 16,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 30_000,
      application_name: 'parvis',
      keepAlive: true,
    });
    // The pool replaces a connection that dies while idle; without a listener the error would end the process.
    pool.on('error', () => undefined);
    holder.parvisDatabase = {
      pool,
      prisma: new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: statementName }) }),
    };
  }
  return holder.parvisDatabase;
}

export async function closeClients(): Promise<void> {
  const clients = holder.parvisDatabase;
  holder.parvisDatabase = undefined;
  await clients?.prisma.$disconnect();
  if (clients && !clients.pool.ended) await clients.pool.end();
}
