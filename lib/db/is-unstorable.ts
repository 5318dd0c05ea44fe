import { Prisma } from './generated/client.ts';

/** Data exceptions, violated constraints, and values too large for an index or a text search vector. */
const UNSTORABLE = /Code: `(?:22|23|54)[0-9A-Z]{3}`/;
/** The same for the client's own operations: P2000 to P2020 concern values and constraints. */
const OWN_CODES = new Set(['P2000', 'P2002', 'P2003', 'P2004', 'P2005', 'P2006', 'P2007', 'P2011', 'P2012', 'P2020']);

/**
 * Whether a write failed because of its values and would fail again: the database refused a value, or it could not be
 * sent at all. A lost connection, a deadlock or a full disk does not count.
 */
export function isUnstorable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return error.code === 'P2010' ? UNSTORABLE.test(error.message) : OWN_CODES.has(error.code);
  }
  if (error instanceof Prisma.PrismaClientValidationError) return true;
  return error instanceof TypeError || error instanceof RangeError;
}
