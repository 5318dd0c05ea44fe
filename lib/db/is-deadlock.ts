import { Prisma } from './generated/client.ts';

/** Whether Postgres ended a transaction so that others could go on (SQLSTATE 40P01); nothing of it has happened. */
export function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // The client's own operations say P2034 (also for a serialization failure, just as safe to repeat); raw SQL passes Postgres's words on.
  return error.code === 'P2034' || (error.code === 'P2010' && error.message.includes('40P01'));
}
