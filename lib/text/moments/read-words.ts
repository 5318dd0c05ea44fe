import { anyOf, months, numbers, parts, type Unit, units, weekdays } from './moment-words.ts';

/** What one phrase says about a moment. Each may be said once. */
export type Said = {
  day?:
    | { kind: 'in'; days: number }
    | { kind: 'weekday'; weekday: number; isNext: boolean }
    | { kind: 'date'; day: number; month?: number; year?: number }
    | { kind: 'numbers'; first: number; second: number; year?: number }
    | { kind: 'nextWeek' | 'nextMonth' | 'monthEnd' | 'tonight' };
  clock?: { hour: number; minute: number };
  /** The hour that a part of the day means when no other is written. */
  part?: number;
  offset?: { amount: number; unit: Unit }[];
};

type Rule = readonly [pattern: string, read: (groups: string[], said: Said) => Said | null];

const NUMBER = `\\d{1,3}|${anyOf(numbers)}`;
const UNIT = anyOf(units);
const ORDINAL = '(?:er|st|nd|rd|th|e)?';
const NEXT = 'prochaine?|next';

const amountOf = (word: string) => numbers.get(word) ?? Number(word);
const clock = (hour: string, minute = '0', half = ''): Said | null => {
  const given = Number(hour);
  if ((half !== '' && (given < 1 || given > 12)) || given > 24 || Number(minute) > 59) return null;
  const shifted = half === '' ? given : (given % 12) + (half.startsWith('p') ? 12 : 0);
  return { clock: { hour: shifted, minute: Number(minute) } };
};
const yearOf = (text: string | undefined) =>
  text ? { year: Number(text) < 100 ? 2000 + Number(text) : Number(text) } : {};

/** Tried in this order at the beginning of what is left. An empty group is an empty string. */
const rules: readonly Rule[] = [
  [
    '(\\d{4})-(\\d{1,2})-(\\d{1,2})',
    ([y = '', m, d]) => ({ day: { kind: 'date', day: Number(d), month: Number(m) - 1, year: Number(y) } }),
  ],
  [
    '(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}|\\d{2}))?',
    ([a, b, y]) => ({ day: { kind: 'numbers', first: Number(a), second: Number(b), ...yearOf(y) } }),
  ],
  [
    `(?:(?:the|le) )?(\\d{1,2})${ORDINAL} (?:of )?(${anyOf(months)})(?: (\\d{4}))?`,
    ([d, m = '', y]) => ({ day: { kind: 'date', day: Number(d), month: months.get(m) ?? 0, ...yearOf(y) } }),
  ],
  [
    `(${anyOf(months)}) (?:the )?(\\d{1,2})${ORDINAL}(?: (\\d{4}))?(?! ?(?:h|:|am|pm))`,
    ([m = '', d, y]) => ({ day: { kind: 'date', day: Number(d), month: months.get(m) ?? 0, ...yearOf(y) } }),
  ],
  [
    `(?:${NEXT}) (?:week end|weekend)|(?:week end|weekend|fin de (?:la )?semaine)(?: (?:${NEXT}))?`,
    () => ({ day: { kind: 'weekday', weekday: 6, isNext: false } }),
  ],
  [`(?:${NEXT}) week|semaine prochaine`, () => ({ day: { kind: 'nextWeek' } })],
  [`(?:${NEXT}) month|mois prochain`, () => ({ day: { kind: 'nextMonth' } })],
  ['(?:fin (?:du|de|de ce) mois|end of (?:the |this )?month|month end)', () => ({ day: { kind: 'monthEnd' } })],
  ['(?:dans |in |d ici )?(?:half an hour|(?:une )?demi heure)', () => ({ offset: [{ amount: 30, unit: 'minute' }] })],
  [
    '(?:dans|in|d ici) (\\d{1,2}) ?h ?(\\d{2})',
    ([h, m]) => ({
      offset: [
        { amount: Number(h), unit: 'hour' },
        { amount: Number(m), unit: 'minute' },
      ],
    }),
  ],
  [
    `(?:dans|in|d ici|apres|after) (${NUMBER}) ?(${UNIT})(?: (?:et|and) (demie?|a half|half))?`,
    ([n = '', unit = '', half]) => spans(n, unit, half),
  ],
  // Without a preposition, `2h` alone is a span and `14h` an hour of the day.
  [
    `(${NUMBER}) ?(${UNIT})(?= ?$)`,
    ([n = '', word = ''], said) =>
      units.get(word) === 'hour' && (said.day || amountOf(n) > 6) ? null : spans(n, word),
  ],
  [
    `(?:et |and )(${NUMBER}) ?(${UNIT})`,
    ([n = '', unit = ''], said) =>
      said.offset ? { offset: [...said.offset, ...(spans(n, unit)?.offset ?? [])] } : null,
  ],
  ['(?:day after tomorrow|apres demain)', () => ({ day: { kind: 'in', days: 2 } })],
  ['(?:tomorrow|tmrw|tmr|demain)', () => ({ day: { kind: 'in', days: 1 } })],
  ['(?:tonight|ce soir)', () => ({ day: { kind: 'tonight' } })],
  [`(?:today|aujourd hui)|(?:this|ce|cet|cette)(?= (?:${anyOf(parts)}))`, () => ({ day: { kind: 'in', days: 0 } })],
  [
    `(?:(?:${NEXT}) (${anyOf(weekdays)})|(${anyOf(weekdays)}) (?:${NEXT}))`,
    ([a, b]) => ({ day: { kind: 'weekday', weekday: weekdays.get(a || b || '') ?? 0, isNext: true } }),
  ],
  [
    `(${anyOf(weekdays)})`,
    ([word = '']) => ({ day: { kind: 'weekday', weekday: weekdays.get(word) ?? 0, isNext: false } }),
  ],
  ['(?:minuit|midnight)', () => clock('24')],
  [`(${anyOf(parts)})`, ([word = '']) => ({ part: parts.get(word) ?? 9 })],
  ['(\\d{1,2}):(\\d{2}) ?(am|pm|a m|p m)?', ([h = '', m, half]) => clock(h, m, half)],
  ['(\\d{1,2}) ?(am|pm|a m|p m)', ([h = '', half]) => clock(h, '0', half)],
  ['(\\d{1,2}) ?(?:heures?|h) ?(\\d{2})?', ([h = '', m]) => clock(h, m || '0')],
  [`(?:the|le) (\\d{1,2})${ORDINAL}(?! ?[:h/])`, ([d]) => ({ day: { kind: 'date', day: Number(d) } })],
  // A bare number is an hour only behind a day: `fri 10`.
  ['(\\d{1,2})', ([h = ''], said) => (said.day ? clock(h) : null)],
  [
    '(?:this|ce|cet|cette|coming|on|at|a|au|le|la|l|the|in the|in|du|de|d|vers|around|pour|until|till|jusqu|avant) ?(?=.)',
    () => ({}),
  ],
];

const compiled = rules.map(([pattern, read]) => [new RegExp(`^(?:${pattern})(?![\\p{L}\\d])`, 'u'), read] as const);

function spans(number: string, word: string, half = ''): Said | null {
  const unit = units.get(word);
  if (!unit) return null;
  const smaller = unit === 'hour' ? [{ amount: 30, unit: 'minute' as const }] : null;
  if (half !== '' && !smaller) return null;
  return { offset: [{ amount: amountOf(number), unit }, ...(half === '' ? [] : (smaller ?? []))] };
}

/** Reads a whole phrase; null when a part of it is not understood, or something is said twice. */
export function readWords(folded: string): Said | null {
  let rest = folded;
  let said: Said = {};
  while (rest !== '') {
    const step = readNext(rest, said);
    if (!step) return null;
    said = { ...said, ...step.more };
    rest = step.rest;
  }
  return said;
}

function readNext(rest: string, said: Said): { rest: string; more: Said } | null {
  for (const [pattern, read] of compiled) {
    const found = pattern.exec(rest);
    if (!found) continue;
    const more = read(
      found.slice(1).map((group: string | undefined) => group ?? ''),
      said,
    );
    if (!more || isSaidTwice(said, more)) continue;
    return { rest: rest.slice(found[0].length).trim(), more };
  }
  return null;
}

function isSaidTwice(said: Said, more: Said): boolean {
  const isLonger = more.offset !== undefined && said.offset !== undefined && more.offset.length > said.offset.length;
  return !isLonger && Object.keys(more).some((name) => Object.hasOwn(said, name));
}
