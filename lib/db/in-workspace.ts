import { setTimeout as sleep } from 'node:timers/promises';
import { database } from './client.ts';
import { enterWorkspace } from './enter-workspace.ts';
import { isDeadlock } from './is-deadlock.ts';
import type { Tx } from './tx.ts';

/** How long a transaction may wait for a connection, and how long it may last, in milliseconds. */
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

/** How often a transaction that Postgres gave up for others to go on is tried again. */
const RETRIES = 4;
const LONGEST_PAUSE_MS = 50;

/**
 * The one door to the tenants' tables: a transaction in the application's role, in which row-level security shows
 * one workspace and no other. Role and workspace end with the transaction.
 *
 * Of two transactions that wait for each other, Postgres ends one and undoes all it did: that one begins anew. So
 * `run` may be called more than once, and does nothing outside the database.
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
 * A transaction of the dispatcher, who sees in all workspaces which rows wait (ids, states, due times) and never
 * what they say: for sweeps, and to find which workspaces a person may enter.
 */
export async function asDispatcher<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'parvis_dispatcher', true)`;
    return await run(tx);
  }, LIMITS);
}
