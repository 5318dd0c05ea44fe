export type SnoozeTime = { name: 'hour' | 'threeHours' | 'evening' | 'tomorrow' | 'monday' | 'week'; until: Date };

const HOUR_MS = 3_600_000;
export const EVENING = 18;
export const MORNING = 9;

/** An hour of the reader's day. */
export function dayAt(from: Date, days: number, hour: number): Date {
  return new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, hour);
}

/** The moments to snooze until, in the reader's time zone. Those that make no sense now are left out. */
export function snoozeTimes(now: Date): SnoozeTime[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  const times: SnoozeTime[] = [
    { name: 'hour', until: new Date(now.getTime() + HOUR_MS) },
    { name: 'threeHours', until: new Date(now.getTime() + 3 * HOUR_MS) },
    { name: 'evening', until: dayAt(now, 0, EVENING) },
    { name: 'tomorrow', until: dayAt(now, 1, MORNING) },
    { name: 'monday', until: dayAt(now, daysToMonday, MORNING) },
    { name: 'week', until: dayAt(now, 7, MORNING) },
  ];
  return times.filter(({ name, until }) => {
    if (name === 'evening') return until.getTime() - now.getTime() > HOUR_MS;
    return name !== 'monday' || daysToMonday > 1;
  });
}
