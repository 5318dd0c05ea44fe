import type { Prisma } from './generated/client.ts';

/** The handle that an act gets: a transaction, in most cases inside one workspace. */
export type Tx = Prisma.TransactionClient;
