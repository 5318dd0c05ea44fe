import { userTables } from '#lib/db/user-tables.ts';

/** So many failures in a row, and a browser is not called for a while: a push service that is silent costs its whole time limit. */
const FAILURES = 3;
/** How long, in seconds: twice as long after each further failure. */
const REST_SECONDS = 5 * 60;
const LONGEST_REST_SECONDS = 3_600;

/** Records how a message to a browser ended. One that was taken ends the rest. */
export async function recordPush(id: string, { isTaken, now }: { isTaken: boolean; now: Date }): Promise<void> {
  if (isTaken) {
    await userTables().pushSubscription.updateMany({
      where: { id, failures: { gt: 0 } },
      data: { failures: 0, restsUntil: null },
    });
    return;
  }
  // The power is bounded as well: it would be more than a number holds.
  await userTables().$executeRaw`
    UPDATE "push_subscription" SET "failures" = "failures" + 1, "restsUntil" = CASE WHEN "failures" + 1 >= ${FAILURES}::int THEN
      ${now}::timestamptz + make_interval(secs =>
        least(${REST_SECONDS}::int * 2 ^ least("failures" + 1 - ${FAILURES}::int, 10), ${LONGEST_REST_SECONDS}::int)) END
    WHERE "id" = ${id}::uuid`;
}
