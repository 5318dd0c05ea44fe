import type { Absence, Availability } from './types.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a calendar and a clock on the wall show in a time zone. */
function localTime(moment: Date, timeZone: string): { date: string; time: string; weekday: number } {
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    weekday: weekdays.indexOf(part('weekday')) + 1,
  };
}

/**
 * Why a member is not here by what they set: away, on a day off, or outside their working hours. Knows nothing of open browsers.
 * @param workspaceZone applies where the member has no time zone of their own
 * @returns null: they are here
 */
export function absenceOf(availability: Availability, workspaceZone: string, now: Date): Absence | null {
  const { isAway, reason, backAt, hours, daysOff } = availability;
  if (isAway && (backAt === null || Date.parse(backAt) > now.getTime())) {
    return { kind: 'away', reason, until: backAt };
  }
  const { date, time, weekday } = localTime(now, availability.timeZone ?? workspaceZone);
  if (daysOff.includes(date)) return { kind: 'day_off', reason: null, until: null };
  const isWorking = hours.some((day) => day.weekday === weekday && day.from <= time && time < day.until);
  return hours.length === 0 || isWorking ? null : { kind: 'outside_hours', reason: null, until: null };
}

/**
 * Whether a member will not be back in this shift: today, in their time zone, before their working hours end. Who comes back
 * from a break keeps their items; who has gone home does not.
 */
export function isGoneForShift(availability: Availability, workspaceZone: string, now: Date): boolean {
  const absence = absenceOf(availability, workspaceZone, now);
  if (!absence) return false;
  if (absence.kind !== 'away' || absence.until === null) return true;
  const back = new Date(absence.until);
  const zone = availability.timeZone ?? workspaceZone;
  const isToday = localTime(back, zone).date === localTime(now, zone).date;
  return !isToday || absenceOf({ ...availability, isAway: false }, workspaceZone, back) !== null;
}
