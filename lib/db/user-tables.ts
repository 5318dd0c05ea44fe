import { database } from './client.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Tx } from './tx.ts';

/** The tables of users, who belong to no workspace: users, their identities at providers, sessions, e-mailed links, throttles, second factors, browsers that show notifications. */
export function userTables(): Pick<
  PrismaClient,
  | 'user'
  | 'userIdentity'
  | 'userTotp'
  | 'userPasskey'
  | 'userRecoveryCode'
  | 'passkeyChallenge'
  | 'session'
  | 'emailToken'
  | 'throttle'
  | 'pushKey'
  | 'pushSubscription'
  | '$queryRaw'
  | '$executeRaw'
> {
  return database().prisma;
}

/**
 * A transaction that begins with these tables and may then enter one workspace (`enterWorkspace`), so that a new user
 * and the membership are created together or not at all.
 */
export async function inUserTables<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  return await database().prisma.$transaction(run, { maxWait: 10_000, timeout: 30_000 });
}
