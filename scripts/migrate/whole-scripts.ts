import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

/** Shorter than Postgres waits before it looks for a deadlock (1 s), so that the migration gives way and not the product. */
const LOCK_MS = 300;
/** How often a script is tried before it fails: on a busy server, for some minutes. */
const ATTEMPTS = 300;
const LONGEST_PAUSE_MS = 300;

/** Locks of others: a lock was not given in time, or two transactions waited for each other. */
const IN_THE_WAY = new Set(['55P03', '40P01']);

/**
 * Sends a script whole, since the adapter splits it at every `;`, even inside function bodies. A whole script is also one
 * transaction, so a migration is applied completely or not at all: while the previous version holds locks that it needs, it
 * gives up its own and begins again.
 */
export class WholeScripts extends PrismaPg {
  readonly #pool: pg.Pool;
  /** Why the last script failed. */
  failure: unknown = null;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => await this.#execute(script);
    return adapter;
  }

  async #execute(script: string): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query(`SET lock_timeout = ${LOCK_MS}`);
      await runWithLocks(client, script);
      await client.query('RESET lock_timeout');
    } catch (error) {
      this.failure = error;
      throw error;
    } finally {
      client.release();
    }
  }
}

/** @throws pg.DatabaseError of the script, or of the last attempt to get its locks */
async function runWithLocks(client: pg.PoolClient, script: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(script);
      return;
    } catch (error) {
      const isInTheWay = error instanceof pg.DatabaseError && IN_THE_WAY.has(error.code ?? '');
      if (!isInTheWay || attempt === ATTEMPTS) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}
