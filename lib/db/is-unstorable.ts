import { Prisma } from './generated/client.ts';

/** Data exceptions, broken constraints, and what is too large for an index or a list of words. */
const UNSTORABLE = /Code: `(?:22|23|54)[0-9A-Z]{3}`/;
/** The same in the client's own words, for its own operations: P2000 to P2020 are about values and constraints. */
const OWN_CODES = new Set(['P2000', 'P2002', 'P2003', 'P2004', 'P2005', 'P2006', 'P2007', 'P2011', 'P2012', 'P2020']);

/**
 * Whether a write failed because of what was to be written, and would fail again: the database refused a value, or it
 * could not even be put into a statement. A lost connection, a deadlock or a full disk is none of that.
 */
export function isUnstorable(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    return error.code === 'P2010' ? UNSTORABLE.test(error.message) : OWN_CODES.has(error.code);
  }
  if (error instanceof Prisma.PrismaClientValidationError) return true;
  return error instanceof TypeError || error instanceof RangeError;
}
