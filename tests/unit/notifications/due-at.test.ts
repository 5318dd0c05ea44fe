import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterQuiet, dueAt } from '#lib/notifications/delivery/due-at.ts';
import { localTime, nextLocalMinute } from '#lib/notifications/delivery/local-time.ts';

const night = { from: 22 * 60, until: 7 * 60 };
const after = (at: string, timeZone: string, quiet = night) => afterQuiet(new Date(at), quiet, timeZone).toISOString();

test('what happens at night waits for the morning of the person’s clock, and what happens by day does not wait', () => {
  expect(after('2026-11-22T21:30:00Z', 'Europe/Paris')).toBe('2026-11-23T06:00:00.000Z');
  expect(after('2026-11-23T03:00:00Z', 'Europe/Paris')).toBe('2026-11-23T06:00:00.000Z');
  expect(after('2026-11-23T06:00:00Z', 'Europe/Paris')).toBe('2026-11-23T06:00:00.000Z');
  expect(after('2026-11-22T20:59:00Z', 'Europe/Paris')).toBe('2026-11-22T20:59:00.000Z');
  expect(after('2026-11-22T21:30:00Z', 'America/New_York')).toBe('2026-11-22T21:30:00.000Z');
  expect(after('2026-11-22T03:30:00Z', 'Asia/Kolkata', { from: 0, until: 9 * 60 + 30 })).toBe(
    '2026-11-22T04:00:00.000Z',
  );
});

test('in the night in which the clock changes, the morning comes when the clock says so', () => {
  // Summer time ends on 25 October 2026 and begins on 29 March 2026.
  expect(after('2026-10-24T20:30:00Z', 'Europe/Paris')).toBe('2026-10-25T06:00:00.000Z');
  expect(after('2026-03-28T21:30:00Z', 'Europe/Paris')).toBe('2026-03-29T05:00:00.000Z');
  // 02:30 does not exist on that day, and comes twice on the other one.
  const early = { from: 22 * 60, until: 2 * 60 + 30 };
  expect(after('2026-03-28T22:00:00Z', 'Europe/Paris', early)).toBe('2026-03-29T01:00:00.000Z');
  expect(after('2026-10-24T21:00:00Z', 'Europe/Paris', early)).toBe('2026-10-25T00:30:00.000Z');
});

test('emails are gathered until the next hour, or until 8 o’clock', () => {
  const at = new Date('2026-11-22T13:20:00Z');
  const given = { quiet: null, timeZone: 'Europe/Paris' } as const;
  expect(dueAt(at, { ...given, digest: 'off' })).toEqual(new Date('2026-11-22T13:21:00Z'));
  expect(dueAt(at, { ...given, digest: 'hourly' })).toEqual(new Date('2026-11-22T14:00:00Z'));
  expect(dueAt(at, { ...given, digest: 'daily' })).toEqual(new Date('2026-11-23T07:00:00Z'));
});

test('the next time a clock says something is later, within a day and an hour, and the clock then says it or has just been put forward', () => {
  const zones = [
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
    'Pacific/Auckland',
  ];
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2028-01-01T00:00:00Z'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(...zones),
      (at, minute, zone) => {
        const next = nextLocalMinute(at, minute, zone);
        expect(next > at).toBe(true);
        expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        const said = localTime(next, zone).minute;
        const saidBefore = localTime(new Date(next.getTime() - 60_000), zone).minute;
        expect(said === minute || (saidBefore < minute && said > minute)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
