import { afterEach, describe, expect, test } from 'vitest';
import { parseMoment } from '#lib/text/moments/parse-moment.ts';

const zones = ['Europe/Paris', 'America/Montreal', 'Asia/Kolkata', 'Pacific/Auckland'];
const zone = process.env['TZ'];

afterEach(() => {
  process.env['TZ'] = zone;
});

type Written = { zone?: string; now?: string; isMonthFirst?: boolean };

/** The moment in the reader's own clock, as `2026-11-24 14:00`; else why there is none. */
function read(
  text: string,
  { zone: there = 'Europe/Paris', now = '2026-11-21T10:40', isMonthFirst = false }: Written = {},
) {
  process.env['TZ'] = there;
  const found = parseMoment(text, { now: new Date(now), isMonthFirst });
  if (found?.kind !== 'moment') return found?.kind ?? null;
  const { at } = found;
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** On Saturday, 21 November 2026, at 10:40. */
const moments = {
  demain: '2026-11-22 09:00',
  'Demain 14h': '2026-11-22 14:00',
  'demain à 14 h 30': '2026-11-22 14:30',
  'demain soir 8h': '2026-11-22 20:00',
  'demain 9': '2026-11-22 09:00',
  'après-demain': '2026-11-23 09:00',
  lundi: '2026-11-23 09:00',
  'lundi prochain 9h': '2026-11-23 09:00',
  'jusqu’à lundi': '2026-11-23 09:00',
  'mardi matin': '2026-11-24 09:00',
  'vendredi à 18h': '2026-11-27 18:00',
  samedi: '2026-11-28 09:00',
  'samedi 18h': '2026-11-21 18:00',
  'samedi prochain 18h': '2026-11-28 18:00',
  'dans 3 jours': '2026-11-24 09:00',
  'dans 3 jours à 14h': '2026-11-24 14:00',
  'dans 2 heures': '2026-11-21 12:40',
  'dans 1h30': '2026-11-21 12:10',
  'dans une demi-heure': '2026-11-21 11:10',
  'dans deux heures et demie': '2026-11-21 13:10',
  'dans quinze jours': '2026-12-06 09:00',
  'dans un mois': '2026-12-21 09:00',
  '3j': '2026-11-24 09:00',
  '2h': '2026-11-21 12:40',
  'ce soir': '2026-11-21 18:00',
  'ce soir 22h': '2026-11-21 22:00',
  midi: '2026-11-21 12:00',
  'demain midi': '2026-11-22 12:00',
  minuit: '2026-11-22 00:00',
  '14h': '2026-11-21 14:00',
  '9h': '2026-11-22 09:00',
  '14:30': '2026-11-21 14:30',
  'le 3 décembre': '2026-12-03 09:00',
  '1er décembre à 9h': '2026-12-01 09:00',
  'le 3': '2026-12-03 09:00',
  'le 3 mars': '2027-03-03 09:00',
  '3/12': '2026-12-03 09:00',
  '3.12.2026 à 9h': '2026-12-03 09:00',
  'la semaine prochaine': '2026-11-23 09:00',
  'fin de semaine': '2026-11-28 09:00',
  'ce week-end': '2026-11-28 09:00',
  'fin du mois': '2026-11-30 09:00',
  'le mois prochain': '2026-12-01 09:00',
  'tomorrow 2pm': '2026-11-22 14:00',
  '2pm tomorrow': '2026-11-22 14:00',
  'tomorrow at 9': '2026-11-22 09:00',
  'the day after tomorrow': '2026-11-23 09:00',
  Monday: '2026-11-23 09:00',
  'next monday 9am': '2026-11-23 09:00',
  'fri 10': '2026-11-27 10:00',
  'in 3 days': '2026-11-24 09:00',
  'in 2 hours': '2026-11-21 12:40',
  'in an hour': '2026-11-21 11:40',
  'in 1 hour and 30 minutes': '2026-11-21 12:10',
  'half an hour': '2026-11-21 11:10',
  tonight: '2026-11-21 18:00',
  'tonight at 8': '2026-11-21 20:00',
  noon: '2026-11-21 12:00',
  'this afternoon': '2026-11-21 14:00',
  'dec 3': '2026-12-03 09:00',
  'December 3rd, at 5pm': '2026-12-03 17:00',
  'may 3': '2027-05-03 09:00',
  '2026-12-03 14:00': '2026-12-03 14:00',
  '2026-12-03T14:00': '2026-12-03 14:00',
  'next week': '2026-11-23 09:00',
  weekend: '2026-11-28 09:00',
  'end of the month': '2026-11-30 09:00',
  'next month': '2026-12-01 09:00',
};

describe.each(zones)('in %s', (there) => {
  test.each(Object.entries(moments))('reads “%s” as %s', (text, moment) => {
    expect(read(text, { zone: there })).toBe(moment);
  });
});

test.each([
  '',
  'foo',
  'demain foo',
  '14',
  'lundi mardi',
  '31/02',
  '25:00',
  '14h 15h',
  'dans',
  '13pm',
  'dans 2 heures à 14h',
])('does not understand “%s”', (text) => {
  expect(read(text)).toBeNull();
});

test.each(['this morning 8am', 'aujourd’hui 8h', 'ce matin 9h', '2020-01-01', '3 mars 2026'])(
  'says that “%s” has passed',
  (text) => {
    expect(read(text)).toBe('past');
  },
);

test('says that more than a year is too far', () => {
  expect(read('in 400 days')).toBe('far');
  expect(read('3 mars 2030')).toBe('far');
});

test('numbers are read in the order of the reader’s region, and a number that no month can be is the day', () => {
  expect(read('3/12', { isMonthFirst: true })).toBe('2027-03-12 09:00');
  expect(read('12/25', { isMonthFirst: true })).toBe('2026-12-25 09:00');
  expect(read('12/25')).toBe('2026-12-25 09:00');
});

test('a weekday that is today is in a week, unless an hour that is still ahead is named', () => {
  expect(read('lundi', { now: '2026-11-23T08:00' })).toBe('2026-11-30 09:00');
  expect(read('monday 6pm', { now: '2026-11-23T08:00' })).toBe('2026-11-23 18:00');
  expect(read('monday 6pm', { now: '2026-11-23T19:00' })).toBe('2026-11-30 18:00');
});

test('late in the evening, tonight is later still, and then over', () => {
  expect(read('ce soir', { now: '2026-11-21T19:00' })).toBe('2026-11-21 21:00');
  expect(read('tonight', { now: '2026-11-21T21:30' })).toBe('past');
});

test('months of different lengths end right', () => {
  expect(read('dans un mois', { now: '2027-01-31T10:00' })).toBe('2027-02-28 09:00');
  expect(read('end of month', { now: '2027-01-31T10:00' })).toBe('2027-02-28 09:00');
  expect(read('le 31', { now: '2026-11-21T10:00' })).toBe('2026-12-31 09:00');
  expect(read('le 31', { now: '2027-01-31T10:00' })).toBe('2027-03-31 09:00');
  expect(read('tomorrow', { now: '2026-12-31T10:00' })).toBe('2027-01-01 09:00');
});

describe('on the days when the clocks of Paris change', () => {
  test('an hour of the day stays what is written', () => {
    expect(read('demain 9h', { now: '2027-03-27T10:00' })).toBe('2027-03-28 09:00');
    expect(read('demain 9h', { now: '2026-10-24T10:00' })).toBe('2026-10-25 09:00');
    expect(read('in 2 days', { now: '2026-10-24T10:00' })).toBe('2026-10-26 09:00');
  });

  test('an hour that the night leaves out becomes the one after it', () => {
    expect(read('demain 2h30', { now: '2027-03-27T10:00' })).toBe('2027-03-28 03:30');
  });

  test('a span of hours is that long', () => {
    expect(read('dans 3 heures', { now: '2027-03-28T00:30' })).toBe('2027-03-28 04:30');
    expect(read('in 3 hours', { now: '2026-10-25T01:30' })).toBe('2026-10-25 03:30');
  });
});
