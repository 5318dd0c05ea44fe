import type { Digest, NotificationSettings, QuietHours } from '../settings/types.ts';
import { localTime, nextLocalMinute } from './local-time.ts';

const HOUR_MS = 3_600_000;
/** The daily digest comes at this minute of the person's day. */
const DAILY_MINUTE = 8 * 60;
/** What is sent waits this long, in which whoever is at work sees it in the product and needs nothing else. */
export const graceMs = { mail: 60_000, push: 5_000 } as const;

type When = Pick<NotificationSettings, 'quiet' | 'timeZone' | 'digest'>;

/** When a notification is sent: soon, or when the time of the digest has come and the quiet hours are over. */
export function dueAt(now: Date, { quiet, timeZone, digest }: When, by: keyof typeof graceMs = 'mail'): Date {
  const wanted = digest === 'off' ? new Date(now.getTime() + graceMs[by]) : afterDigest(now, digest, timeZone);
  return quiet ? afterQuiet(wanted, quiet, timeZone) : wanted;
}

function afterDigest(now: Date, digest: Exclude<Digest, 'off'>, timeZone: string): Date {
  switch (digest) {
    case 'hourly':
      return new Date((Math.floor(now.getTime() / HOUR_MS) + 1) * HOUR_MS);
    case 'daily':
      return nextLocalMinute(now, DAILY_MINUTE, timeZone);
    default:
      return digest satisfies never;
  }
}

/** The moment itself, or the end of the quiet hours that it is in. */
export function afterQuiet(at: Date, { from, until }: QuietHours, timeZone: string): Date {
  const { minute } = localTime(at, timeZone);
  const isQuiet = from <= until ? minute >= from && minute < until : minute >= from || minute < until;
  return isQuiet ? nextLocalMinute(at, until, timeZone) : at;
}
