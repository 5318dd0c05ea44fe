/** Postgres's own codes: shutting down, crashed, starting up; too many connections; the disk is full. */
const AWAY = ['57P01', '57P02', '57P03', '53300', '53100'];
/** The client's: unreachable, timed out, closed, no connection or transaction to be had in time. */
const AWAY_FOR_CLIENT = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'];
const WORDS =
  /ECONNREFUSED|Can't reach database server|Connection terminated|timeout exceeded when trying to connect|No space left on device/;

/** Whether an act failed because the database is away or full, which passes by itself: it may be tried again later. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (AWAY.includes(code) || AWAY_FOR_CLIENT.includes(code) || WORDS.test(error.message)) return true;
  // Raw SQL passes Postgres's code on inside the message.
  return AWAY.some((one) => error.message.includes(`\`${one}\``));
}
