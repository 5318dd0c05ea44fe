import { database } from './client.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Tx } from './tx.ts';

/** The tables of the people who sign in, who belong to no workspace: users and their accounts at providers, sessions, links sent by email, throttles. */
export function userTables(): Pick<
  PrismaClient,
  'user' | 'userIdentity' | 'session' | 'emailToken' | 'throttle' | '$queryRaw' | '$executeRaw'
> {
  return database().prisma;
}

/**
 * A transaction that begins with these tables and may go on into one workspace (`enterWorkspace`), so that a new user
 * and their place there appear together or not at all.
 */
export async function inUserTables<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(run, { maxWait: 10_000, timeout: 30_000 });
}
