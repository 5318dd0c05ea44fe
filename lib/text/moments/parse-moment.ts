import { type Said, readWords } from './read-words.ts';

/** `past` and `far`: understood, but already over, or too far ahead to snooze until. */
export type ParsedMoment = { kind: 'moment'; at: Date } | { kind: 'past' | 'far' };

type Reader = {
  now: Date;
  isMonthFirst: boolean;
  /** The hour of a day without one; nine in the morning when absent. */
  hour?: number;
};
type Day = { year: number; month: number; day: number };

/** A moment further ahead is too far, in milliseconds. */
const LIMIT_MS = 366 * 86_400_000;
const MORNING = 9;
const EVENING = 18;
const LATE_EVENING = 21;
const SATURDAY = 6;
const LEAP_CYCLE = 8;

/**
 * Reads a moment as people write it, in English or French: `demain 14h`, `next monday 9am`, `in 3 days`.
 * Dates and hours are those of the reader's time zone. A moment that is over moves to the next day it fits, unless
 * it names today or a year.
 * @returns null when any part of the text is not understood
 */
export function parseMoment(text: string, reader: Reader): ParsedMoment | null {
  const said = readWords(foldMoment(text));
  if (!said) return null;
  const at = said.offset ? afterOffset(said, reader) : onDay(said, reader);
  if (at === null) return null;
  const ahead = at.getTime() - reader.now.getTime();
  if (ahead <= 0) return { kind: 'past' };
  return ahead > LIMIT_MS ? { kind: 'far' } : { kind: 'moment', at };
}

/** Accents, capitals, commas and apostrophes make no difference; the signs inside dates and hours stay. */
export function foldMoment(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/(\d)\.(\d{1,2})\.(?=\d)/gu, '$1/$2/')
    .replace(/(?<=\d)\.(?=\d{2}(?!\d))/gu, ':')
    .replace(/(?<=\d)t(?=\d)/gu, ' ')
    .replace(/(?<!\d)-|-(?!\d)/gu, ' ')
    .replace(/[\s'’,.]+/gu, ' ')
    .replaceAll(/(?<=\d) ?(?=:)|(?<=:) (?=\d)/gu, '')
    .trim();
}

function afterOffset({ offset = [], clock, part, day }: Said, { now, hour: usual }: Reader): Date | null {
  if (day) return null;
  let at = new Date(Math.floor(now.getTime() / 60_000) * 60_000);
  let isExact = false;
  for (const { amount, unit } of offset) {
    if (unit === 'hour' || unit === 'minute') {
      isExact = true;
      // A span of hours is as long on the day the clocks change.
      at = new Date(at.getTime() + amount * (unit === 'hour' ? 3_600_000 : 60_000));
    } else if (unit === 'month') at = on(monthsLater(at, amount), at.getHours(), at.getMinutes());
    else at = on(dayOf(at, unit === 'week' ? amount * 7 : amount), at.getHours(), at.getMinutes());
  }
  if (isExact) return clock || part !== undefined ? null : at;
  const { hour, minute } = hourOf(clock, part, usual);
  return on(dayOf(at), hour, minute);
}

function onDay({ day, clock, part }: Said, { now, isMonthFirst, hour: usual }: Reader): Date | null {
  const { hour, minute } = hourOf(clock, part, usual);
  const isAhead = (given: Day) => on(given, hour, minute).getTime() > now.getTime();
  const at = (given: Day | null) => given && on(given, hour, minute);
  const soonest = (candidates: readonly (Day | null)[]) => at(candidates.find((one) => one && isAhead(one)) ?? null);
  const hasHour = clock !== undefined || part !== undefined;
  switch (day?.kind) {
    case undefined:
      return hasHour ? soonest([dayOf(now), dayOf(now, 1)]) : null;
    case 'in':
      return day.days === 0 && !hasHour ? null : at(dayOf(now, day.days));
    case 'tonight': {
      const late = clock ? (clock.hour < 12 && clock.hour > 0 ? clock.hour + 12 : clock.hour) : EVENING;
      const evening = on(dayOf(now), late, clock?.minute ?? 0);
      return clock || evening > now ? evening : on(dayOf(now), LATE_EVENING, 0);
    }
    case 'weekday': {
      const ahead = (day.weekday - now.getDay() + 7) % 7;
      const isTodayMeant = ahead === 0 && !day.isNext && (hasHour || day.weekday === SATURDAY);
      return soonest(isTodayMeant ? [dayOf(now), dayOf(now, 7)] : [dayOf(now, ahead || 7)]);
    }
    case 'nextWeek':
      return at(dayOf(now, (8 - now.getDay()) % 7 || 7));
    case 'nextMonth':
      return at({ ...monthsLater(now, 1), day: 1 });
    case 'monthEnd':
      return soonest([lastDay(now, 0), lastDay(now, 1)]);
    case 'numbers': {
      const [first, second] = isMonthFirst ? [day.second, day.first] : [day.first, day.second];
      // What no month can be is a day.
      const [date, month] = second > 12 ? [second, first] : [first, second];
      return onDate({ ...day, day: date, month: month - 1 });
    }
    case 'date':
      return onDate(day);
  }
  function onDate({ day: date, month, year }: { day: number; month?: number; year?: number }): Date | null {
    if (year !== undefined) return at(valid({ year, month: month ?? 0, day: date }));
    const months = month === undefined ? Array.from({ length: 12 }, (_, later) => now.getMonth() + later) : [];
    if (month === undefined)
      return soonest(months.map((one) => valid({ year: now.getFullYear(), month: one, day: date })));
    const years = Array.from({ length: LEAP_CYCLE + 1 }, (_, later) => now.getFullYear() + later);
    return soonest(years.map((one) => valid({ year: one, month, day: date })));
  }
}

/** An hour of twelve is in the afternoon when a later part of the day is named: `demain soir 8h`. */
function hourOf(clock: Said['clock'], part: number | undefined, usual = MORNING): { hour: number; minute: number } {
  if (!clock) return { hour: part ?? usual, minute: 0 };
  const isAfternoon = part !== undefined && part > 12 && clock.hour < 12 && clock.hour > 0;
  return isAfternoon ? { ...clock, hour: clock.hour + 12 } : clock;
}

function on({ year, month, day }: Day, hour: number, minute: number): Date {
  return new Date(year, month, day, hour, minute);
}

function dayOf(date: Date, daysLater = 0): Day {
  const then = new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater);
  return { year: then.getFullYear(), month: then.getMonth(), day: then.getDate() };
}

/** The same day of a later month, or that month's last day when it is shorter. */
function monthsLater(date: Date, months: number): Day {
  const last = lastDay(date, months);
  return { ...last, day: Math.min(date.getDate(), last.day) };
}

function lastDay(date: Date, monthsAhead: number): Day {
  return dayOf(new Date(date.getFullYear(), date.getMonth() + monthsAhead + 1, 0));
}

/** Null for a date that no calendar has. A month past December counts on into the next year. */
function valid({ year, month, day }: Day): Day | null {
  const first = new Date(year, month, 1);
  const isReal = day >= 1 && day <= dayOf(new Date(year, month + 1, 0)).day;
  return isReal ? { year: first.getFullYear(), month: first.getMonth(), day } : null;
}
