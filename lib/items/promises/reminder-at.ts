/** So long before a promise is due its item comes back to the queue, in milliseconds. */
const AHEAD_MS = 4 * 3_600_000;

/** When an item comes back for a promise: never sooner than half of the time that was given. As `promise_reminder` in SQL. */
export function reminderAt(openedAt: Date, dueAt: Date): Date {
  const given = Math.max(0, dueAt.getTime() - openedAt.getTime());
  return new Date(dueAt.getTime() - Math.min(AHEAD_MS, given / 2));
}
