import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import pg from 'pg';
import { Explained } from '../process/explained.ts';

/** @throws Explained when the port is in use */
export async function assertPortFree(port: number): Promise<void> {
  const code = await new Promise<string | undefined>((done) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen(port, () => server.close(() => done(undefined)));
  });
  if (code === 'EADDRINUSE')
    throw new Explained(`Port ${port} is already in use: stop what uses it, or set PORT to another.`);
  if (code === 'EACCES') throw new Explained(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  if (code) throw new Explained(`Port ${port} cannot be used (${code}): set PORT to another.`);
}

/** @throws Explained when no Postgres answers at this address, or it is too old */
export async function assertDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // The pending statement reports the failure.
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    if ((rows[0]?.version ?? 0) < 160_000) throw new Error('it is older than Postgres 16');
  } catch (error) {
    throw new Explained(`The database at ${withoutPassword(url)} (DATABASE_URL) cannot be used: ${reason(error)}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** @throws Explained when no Redis answers at this address */
export async function assertRedis(url: string): Promise<void> {
  let client: Redis | undefined;
  try {
    client = new Redis(url, {
      lazyConnect: true,
      retryStrategy: null,
      connectTimeout: 10_000,
      maxRetriesPerRequest: 0,
    });
    let first: unknown;
    client.on('error', (error) => (first ??= error));
    await client.connect().catch((error: unknown) => {
      throw first ?? error;
    });
    await client.ping();
  } catch (error) {
    throw new Explained(`The Redis at ${withoutPassword(url)} (REDIS_URL) cannot be used: ${reason(error)}.`);
  } finally {
    client?.disconnect();
  }
}

/** The address as it may be shown in a message. */
export function withoutPassword(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return 'the address given';
  }
}

/** Why a connection failed. When several addresses were tried, one error contains the others. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return reason(error.errors[0]);
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
