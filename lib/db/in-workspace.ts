import { database, type Tx } from './client.ts';
import { enterWorkspace } from './enter-workspace.ts';

/** How long a transaction may wait for a connection, and how long it may last, in milliseconds. */
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

/**
 * The one door to the tenants' tables: a transaction in the application's role, in which row-level security shows
 * one workspace and no other. Role and workspace end with the transaction.
 */
export async function inWorkspace<T>(workspaceId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(async (tx) => {
    await enterWorkspace(tx, workspaceId);
    return await run(tx);
  }, LIMITS);
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
