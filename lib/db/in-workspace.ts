import { setTimeout as sleep } from 'node:timers/promises';
import { database } from './client.ts';
import { enterWorkspace } from './enter-workspace.ts';
import { isDeadlock } from './is-deadlock.ts';
import type { Tx } from './tx.ts';

/** How long a transaction may wait for a connection, and how long it may last, in milliseconds. */
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

/** How often a transaction that Postgres rolled back because of a deadlock is run again. */
const RETRIES = 4;
const LONGEST_PAUSE_MS = 50;

/**
 * The only way to the tables of a workspace: a transaction in the application's role, in which row-level security
 * shows that workspace and no other. Role and workspace end with the transaction.
 *
 * When two transactions deadlock, Postgres rolls one of them back, and it is run again here. So `run` may be called
 * more than once and must do nothing outside the database.
 */
export async function inWorkspace<T>(workspaceId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await database().prisma.$transaction(async (tx) => {
        await enterWorkspace(tx, workspaceId);
        return await run(tx);
      }, LIMITS);
    } catch (error) {
      if (attempt === RETRIES || !isDeadlock(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/**
 * A transaction of the dispatcher role, which sees in every workspace which rows wait (ids, states, due times) but not
 * their content: for sweeps, and to find the workspaces that a user may enter.
 */
export async function asDispatcher<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'parvis_dispatcher', true)`;
    return await run(tx);
  }, LIMITS);
}
