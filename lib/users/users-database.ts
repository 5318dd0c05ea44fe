import { database, type Tx } from '#lib/db/client.ts';
import type { PrismaClient } from '#lib/db/generated/client.ts';

/** The tables outside the tenants: who people are and how they sign in. Only this room uses it. */
export function accounts(): PrismaClient {
  return database().prisma;
}

/**
 * A transaction that begins with the accounts and may go on into one workspace (`enterWorkspace`), so that a new
 * person and her place appear together or not at all.
 */
export async function inAccounts<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await accounts().$transaction(run, { maxWait: 10_000, timeout: 30_000 });
}
