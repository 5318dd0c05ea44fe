import { expect, test } from 'vitest';
import { absenceOf, isGoneForShift } from '#lib/workspaces/availability/absence-of.ts';
import { alwaysHere, type Availability } from '#lib/workspaces/availability/types.ts';

const PARIS = 'Europe/Paris';
/** Monday to Friday, nine to five. */
const officeHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', until: '17:00' }));
/** A Monday. In Paris an hour later, in Montréal five earlier. */
const MONDAY_NOON = new Date('2026-11-23T12:00:00Z');

const kindOf = (availability: Partial<Availability>, now = MONDAY_NOON, zone = PARIS) =>
  absenceOf({ ...alwaysHere, ...availability }, zone, now)?.kind ?? 'here';

test('somebody who set nothing is here', () => {
  expect(kindOf({})).toBe('here');
});

test('somebody who is away comes back by themselves at the time that they said', () => {
  const away = { isAway: true, backAt: '2026-11-23T12:30:00.000Z' };
  expect(kindOf(away)).toBe('away');
  expect(kindOf(away, new Date('2026-11-23T12:30:00Z'))).toBe('here');
  expect(kindOf({ isAway: true }, new Date('2036-11-23T12:30:00Z'))).toBe('away');
});

test('working hours are those of the clock on the member’s own wall', () => {
  expect(kindOf({ hours: officeHours })).toBe('here');
  expect(kindOf({ hours: officeHours, timeZone: 'America/Toronto' })).toBe('outside_hours');
  expect(kindOf({ hours: officeHours, timeZone: 'America/Toronto' }, new Date('2026-11-23T14:00:00Z'))).toBe('here');
  expect(kindOf({ hours: officeHours }, new Date('2026-11-23T16:00:00Z'))).toBe('outside_hours');
});

test('working hours follow daylight saving time', () => {
  expect(kindOf({ hours: officeHours }, new Date('2026-07-20T07:00:00Z'))).toBe('here');
  expect(kindOf({ hours: officeHours }, new Date('2026-11-23T07:00:00Z'))).toBe('outside_hours');
});

test('a weekday without hours is free, and so is a day off, on the member’s own calendar', () => {
  expect(kindOf({ hours: officeHours }, new Date('2026-11-22T12:00:00Z'))).toBe('outside_hours');
  expect(kindOf({ hours: officeHours, daysOff: ['2026-11-23'] })).toBe('day_off');
  // Still the 22nd in Honolulu.
  expect(kindOf({ daysOff: ['2026-11-23'], timeZone: 'Pacific/Honolulu' }, new Date('2026-11-23T08:00:00Z'))).toBe(
    'here',
  );
});

test('hours until the end of the day have no gap before midnight', () => {
  const hours = [{ weekday: 1, from: '00:00', until: '24:00' }];
  expect(kindOf({ hours }, new Date('2026-11-23T22:59:59Z'))).toBe('here');
  expect(kindOf({ hours }, new Date('2026-11-23T23:00:00Z'))).toBe('outside_hours');
});

test('who comes back within the shift keeps the shift; who goes home, is off or gives no time does not', () => {
  const gone = (availability: Partial<Availability>) =>
    isGoneForShift({ ...alwaysHere, hours: officeHours, ...availability }, PARIS, MONDAY_NOON);
  expect(gone({})).toBe(false);
  expect(gone({ isAway: true, backAt: '2026-11-23T13:00:00.000Z' })).toBe(false);
  expect(gone({ isAway: true, backAt: '2026-11-23T18:00:00.000Z' })).toBe(true);
  expect(gone({ isAway: true, backAt: '2026-11-24T09:00:00.000Z' })).toBe(true);
  expect(gone({ isAway: true })).toBe(true);
  expect(gone({ daysOff: ['2026-11-23'] })).toBe(true);
  expect(gone({ hours: [] })).toBe(false);
});
