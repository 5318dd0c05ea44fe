import { database } from './client.ts';
import type { PrismaClient } from './generated/client.ts';

/** For calls of the Postgres functions that read across workspaces for one purpose each (the owner of a session or key). */
type Statements = '$queryRaw' | '$executeRaw';

/**
 * The tables that belong to no workspace and no user: unrouted deliveries, erasure requests, the use of rate limits,
 * worker heartbeats. Row-level security shows no workspace's rows here.
 */
export function outsideWorkspaces(): Pick<
  PrismaClient,
  'unroutedDelivery' | 'erasureRequest' | 'rateLimitUse' | 'workerHeartbeat' | Statements
> {
  return database().prisma;
}
