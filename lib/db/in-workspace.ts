import { setTimeout as sleep } from 'node:timers/promises';
import { database } from './client.ts';
import {
  enterAsGuest,
  enterAsMember,
  enterAsPerson,
  enterAsProduct,
  enterWorkspace,
  type GuestEntry,
  type Place,
  type Sight,
} from './enter-workspace.ts';
import { Refusal } from '#lib/refusal.ts';
import { isDeadlock } from './is-deadlock.ts';
import { isReadOnly } from './is-read-only.ts';
import type { Tx } from './tx.ts';

/** How long a transaction may wait for a connection and how long it may run, in milliseconds. */
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

/** How often a transaction is retried after a deadlock. */
const RETRIES = 4;
const LONGEST_PAUSE_MS = 50;

/**
 * The way to tenant tables: a transaction in the application's role, in which row-level security shows one
 * workspace. Role and workspace end with the transaction.
 *
 * After a deadlock Postgres rolls one of the transactions back, and that one is retried. So `run` may be called more
 * than once and must do nothing outside the database.
 */
export async function inWorkspace<T>(workspaceId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  return await retried(async (tx) => {
    await enterWorkspace(tx, workspaceId);
    return await run(tx);
  });
}

/**
 * The way of sweeps to what they have found before: like `inWorkspace`, unless the workspace has been archived since.
 * @returns null in an archived workspace, without having called `run`
 */
export async function unlessArchived<T>(workspaceId: string, run: (tx: Tx) => Promise<T>): Promise<T | null> {
  return await inWorkspace(workspaceId, async (tx) => {
    const isOpen = await tx.workspace.count({ where: { id: workspaceId, archivedAt: null } });
    return isOpen > 0 ? await run(tx) : null;
  });
}

/**
 * The way of a member's act to tenant tables: like `inWorkspace`, and row-level security hides what the member may not see:
 * other channels, and confidential items. What that is holds for the whole transaction, and is read at its beginning.
 * @param options.keepsArchived writes in an archived workspace too
 * @throws Refusal `archived` for a write in an archived workspace
 */
export async function asMember<T>(
  member: { workspaceId: string; memberId: string },
  run: (tx: Tx, sight: Sight) => Promise<T>,
  options: { keepsArchived?: boolean } = {},
): Promise<T> {
  return await refusedWhenArchived(retried(async (tx) => await run(tx, await enterAsMember(tx, member, options))));
}

/**
 * The way of acts that have to see more than their member to tenant tables: like `inWorkspace`, but in an archived workspace it
 * only reads, as `asMember` does.
 * @throws Refusal `archived` for a write in an archived workspace
 */
export async function asProduct<T>(workspaceId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  return await refusedWhenArchived(
    retried(async (tx) => {
      await enterAsProduct(tx, workspaceId);
      return await run(tx);
    }),
  );
}

/**
 * The way of somebody with a guest link to tenant tables. It shows the one item of an open link; with `acts`, it acts in the
 * name of the member who made the link.
 */
export async function asGuest<T>(
  link: { workspaceId: string; hash: string; acts: boolean },
  run: (tx: Tx, entry: GuestEntry | null) => Promise<T>,
): Promise<T> {
  return await refusedWhenArchived(retried(async (tx) => await run(tx, await enterAsGuest(tx, link))));
}

async function refusedWhenArchived<T>(work: Promise<T>): Promise<T> {
  return await work.catch((error: unknown) => {
    throw isReadOnly(error) ? new Refusal('archived') : error;
  });
}

/**
 * The way to a person's one queue over her workspaces: a transaction that reads the rows of lists, and their numbers, in all
 * workspaces that her session may enter, in each as its member. It writes nothing: acts go through `asMember`.
 */
export async function asPerson<T>(
  { sessionId }: { sessionId: string },
  run: (tx: Tx, places: Place[]) => Promise<T>,
): Promise<T> {
  return await retried(async (tx) => await run(tx, await enterAsPerson(tx, sessionId)));
}

async function retried<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await database().prisma.$transaction(run, LIMITS);
    } catch (error) {
      if (attempt === RETRIES || !isDeadlock(error)) throw error;
      await sleep(Math.random() * LONGEST_PAUSE_MS);
    }
  }
}

/**
 * A transaction of the dispatcher role, which sees in all workspaces what is due (ids, states, times) but no contents:
 * for sweeps, and to find a user's workspaces.
 */
export async function asDispatcher<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('role', 'parvis_dispatcher', true)`;
    return await run(tx);
  }, LIMITS);
}
