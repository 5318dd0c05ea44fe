/** Codes of Postgres: shutting down, crashed, starting up; too many connections; disk full. */
const AWAY = ['57P01', '57P02', '57P03', '53300', '53100'];
/** Codes of the client: unreachable, timed out, closed, no connection or transaction in time. */
const AWAY_FOR_CLIENT = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'];
const WORDS =
  /ECONNREFUSED|Can't reach database server|Connection terminated|timeout exceeded when trying to connect|No space left on device/;

/** Whether an act failed because the database is unavailable or full: it may be retried later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (AWAY.includes(code) || AWAY_FOR_CLIENT.includes(code) || WORDS.test(error.message)) return true;
  // For raw SQL the client puts Postgres's code into the message.
  return AWAY.some((one) => error.message.includes(`\`${one}\``));
}
