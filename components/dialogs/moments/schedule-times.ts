import { dayAt, EVENING, MORNING } from './snooze-times.ts';

export type ScheduleTime = { name: 'hour' | 'evening' | 'tomorrow' | 'monday' | 'windowEnd'; at: Date };

const HOUR_MS = 3_600_000;
/** So long before the reply window closes: long enough to look at a reply that was held at the last moment. */
const BEFORE_END_MS = 30 * 60_000;

/**
 * The moments to send a reply at, in the reader's time zone, soonest first. Those that make no sense now are left out.
 * @param latest the end of the reply window
 */
export function scheduleTimes(now: Date, latest: Date | null): ScheduleTime[] {
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  const times: ScheduleTime[] = [
    { name: 'hour', at: new Date(now.getTime() + HOUR_MS) },
    { name: 'evening', at: dayAt(now, 0, EVENING) },
    { name: 'tomorrow', at: dayAt(now, 1, MORNING) },
    ...(daysToMonday > 1 ? [{ name: 'monday' as const, at: dayAt(now, daysToMonday, MORNING) }] : []),
    ...(latest ? [{ name: 'windowEnd' as const, at: new Date(latest.getTime() - BEFORE_END_MS) }] : []),
  ];
  return times
    .filter(({ name, at }) => at.getTime() - now.getTime() > (name === 'evening' ? HOUR_MS : 0))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
}
