import { database } from './client.ts';
import type { PrismaClient } from './generated/client.ts';

/** Calls of functions in Postgres that look over the border for one purpose each (who a session or a key belongs to). */
type Statements = '$queryRaw' | '$executeRaw';

/**
 * The tables that belong to no workspace and to no user: deliveries without a channel, requests for erasure, what is used
 * of the networks' limits, which workers live. Row-level security shows nothing of any workspace here.
 */
export function outsideWorkspaces(): Pick<
  PrismaClient,
  'unroutedDelivery' | 'erasureRequest' | 'rateLimitUse' | 'workerHeartbeat' | Statements
> {
  return database().prisma;
}
