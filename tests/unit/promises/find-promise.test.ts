import { afterEach, describe, expect, test } from 'vitest';
import { findPromise } from '#lib/text/moments/find-promise.ts';

const zone = process.env['TZ'];
afterEach(() => {
  process.env['TZ'] = zone;
});

/** The moment in the writer's own clock, as `2026-11-24 14:00`; null where nothing is promised. */
function found(text: string, { there = 'Europe/Paris', now = '2026-11-24T10:40' } = {}): string | null {
  process.env['TZ'] = there;
  const promise = findPromise(text, { now: new Date(now), isMonthFirst: false, hour: 18 });
  if (!promise) return null;
  const { at } = promise;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** On Tuesday, 24 November 2026, at 10:40. */
const promises = {
  'We will come back to you on Friday.': '2026-11-27 18:00',
  'We’ll get back to you by tomorrow!': '2026-11-25 18:00',
  'We will reply within 48 hours.': '2026-11-26 10:40',
  'I’ll call you tomorrow at 2pm': '2026-11-25 14:00',
  'We will let you know by the end of the week.': '2026-11-27 18:00',
  'We will answer by end of day.': '2026-11-24 18:00',
  'You will have an answer next week.': '2026-12-04 18:00',
  'We will refund you within 3 working days': '2026-11-27 18:00',
  'We’ll be in touch within 24 to 48 hours.': '2026-11-26 10:40',
  'We will send it before December 3rd.': '2026-12-03 18:00',
  'We’ll be back in two weeks': '2026-12-08 18:00',
  'Nous revenons vers vous vendredi.': '2026-11-27 18:00',
  'Nous revenons vers vous d’ici vendredi': '2026-11-27 18:00',
  'On vous répond d’ici demain !': '2026-11-25 18:00',
  'Nous vous répondrons sous 48 h.': '2026-11-26 10:40',
  'Nous vous répondrons sous 48h, promis': '2026-11-26 10:40',
  'Nous vous recontactons sous 24 à 48 heures.': '2026-11-26 10:40',
  'Je vous rappelle demain à 14 h 30.': '2026-11-25 14:30',
  'Vous aurez une réponse dans la journée.': '2026-11-24 18:00',
  'Nous reviendrons vers vous avant la fin de la semaine.': '2026-11-27 18:00',
  'Nous vous rembourserons sous 5 jours ouvrés.': '2026-12-01 18:00',
  'Nous vous tenons informée la semaine prochaine': '2026-12-04 18:00',
  'Nous expédions votre colis au plus tard le 3 décembre.': '2026-12-03 18:00',
  'Bonjour Léa. Merci ! Nous revenons vers vous jeudi matin. Belle journée': '2026-11-26 09:00',
};

describe.each(['Europe/Paris', 'America/Montreal', 'Pacific/Auckland'])('in %s', (there) => {
  test.each(Object.entries(promises))('“%s” is owed at %s', (text, moment) => {
    expect(found(text, { there })).toBe(moment);
  });
});

test.each([
  '',
  'Merci pour votre message.',
  'Your order left on Friday.',
  'We sent it on Friday.',
  'Nous avons envoyé votre colis vendredi.',
  'Pouvez-vous venir vendredi ?',
  'Will you be there on Friday?',
  'Nous répondrons pour mon collègue.',
  'Nous vous tenons au courant.',
  'Notre boutique ouvre à 9 h.',
  'We will reply soon.',
  'Nous vous prêterons la salle pour une semaine.',
  'We will meet on 2020-01-01.',
])('“%s” promises nothing', (text) => {
  expect(found(text)).toBeNull();
});

test('what is quoted is the sentence', () => {
  const text = 'Bonjour. Nous revenons vers vous vendredi ! Merci.';
  const reader = { now: new Date('2026-11-24T10:40'), isMonthFirst: false, hour: 18 };
  expect(findPromise(text, reader)?.words).toBe('Nous revenons vers vous vendredi !');
});

test('a span of hours is as long when the clocks change, a day ends at the same hour', () => {
  const now = '2026-10-24T12:00';
  expect(found('Nous répondrons sous 24 h.', { now })).toBe('2026-10-25 11:00');
  expect(found('Nous répondrons demain.', { now })).toBe('2026-10-25 18:00');
  expect(found('We will reply within 24 hours.', { now: '2026-03-28T12:00' })).toBe('2026-03-29 13:00');
  expect(found('We will reply tomorrow.', { now: '2026-03-28T12:00' })).toBe('2026-03-29 18:00');
});

test('the year’s end is crossed', () => {
  expect(found('Nous revenons vers vous vendredi.', { now: '2026-12-30T09:00' })).toBe('2027-01-01 18:00');
  expect(found('We will reply within 48 hours.', { now: '2026-12-31T09:00' })).toBe('2027-01-02 09:00');
  expect(found('Nous répondrons avant le 4 janvier.', { now: '2026-12-31T09:00' })).toBe('2027-01-04 18:00');
  expect(found('We will reply within 2 working days.', { now: '2026-12-31T09:00' })).toBe('2027-01-04 18:00');
});

test('a day that is over is not promised', () => {
  expect(found('We will answer by end of day.', { now: '2026-11-24T19:00' })).toBeNull();
  expect(found('Nous répondrons d’ici la fin de la semaine.', { now: '2026-11-27T19:00' })).toBeNull();
});

test('a long text without a promise is read quickly', () => {
  const text = 'Nous vous tiendrons au courant de la suite le plus vite possible. '.repeat(300);
  const from = performance.now();
  expect(found(text)).toBeNull();
  expect(performance.now() - from).toBeLessThan(500);
});
