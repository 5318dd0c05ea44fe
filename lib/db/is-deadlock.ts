import { Prisma } from './generated/client.ts';

/** Whether Postgres rolled a transaction back because of a deadlock (SQLSTATE 40P01). */
export function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  // The client's own operations report P2034 (also for serialization failures, which are safe to retry); raw SQL passes Postgres's message on.
  return error.code === 'P2034' || (error.code === 'P2010' && error.message.includes('40P01'));
}
