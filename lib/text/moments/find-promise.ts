import { anyOf, months, numbers, units, weekdays } from './moment-words.ts';
import { foldMoment, parseMoment } from './parse-moment.ts';

type Reader = {
  now: Date;
  isMonthFirst: boolean;
  /** The hour at which a promised day without an hour ends. */
  hour: number;
};

/** The sentence that promises something, and by when. */
export type FoundPromise = { words: string; at: Date };

/** The longest phrase of a moment, in words. */
const LONGEST = 8;
/** The longest sentence that is looked at, in UTF-16 units. */
const LONGEST_SENTENCE = 500;
const FRIDAY = 5;

const WEEKDAY = anyOf(
  new Map(
    [...weekdays].filter(([word]) => word.length > 5 || word === 'jeudi' || word === 'mardi' || word === 'lundi'),
  ),
);
const SHORT_WEEKDAYS = new Set([...weekdays.keys()].filter((word) => word.length < 5));
const SPAN = `(?:\\d{1,3}|${anyOf(numbers)}) ?(?:${anyOf(units)})`;

/** Somebody of the brand, and what they will do: so a day on which something has happened is no promise. */
const commitments = [
  /\b(?:we|i|our|you|ll)\b.*\b(?:ll|will|shall|going to|get(?:ting)? back|com(?:e|ing) back|be in touch|be back|reply(?:ing)?|answer(?:ing)?|call(?:ing)?|updat(?:e|ing)|send(?:ing)?|ship(?:ping)?|refund(?:ing)?|let you know|keep you)\b/,
  /\b(?:nous|je|j|vous|on|notre|nos|votre)\b.*(?:\b\p{L}+(?:rons|rai|ra|rez|ront)\b|\b(?:revenons|repondons|recontactons|rappelons|tenons|envoyons|expedions|remboursons|reviens|reponds|recontacte|rappelle|envoie|revient|repond|allons|vais)\b)/u,
];

const bareStart = new RegExp(
  `^(?:${WEEKDAY}|(?:next|ce|cet|cette|this) |tomorrow|demain|apres demain|day after tomorrow|tonight|le (?:${WEEKDAY})|le \\d{1,2}(?:er)? (?:${anyOf(months)}))`,
);
const lead = /^(?:within|sous|dans|in|d ici(?: a)?|by|before|no later than|at the latest|avant|au plus tard|pour|on) /;
/** After these a span of time is one that begins now. */
const spanLead = /^(?:within|sous|dans|in|d ici(?: a)?) /;

/** Whole phrases that mean the end of a day or of a week, and which. */
const ends: readonly (readonly [RegExp, (now: Date, words: string) => Date])[] = [
  [
    /^(?:(?:by|before|d ici|avant|en|pour) )?(?:(?:the |la )?(?:end|fin) (?:of|de)(?: (?:the|la))? (?:day|journee)|today|later today|eod|aujourd hui|dans la journee|ce jour)$/,
    (now) => dayLater(now, 0),
  ],
  [
    /^(?:(?:by|before|d ici|avant|en|pour|within) )?(?:(?:the |la )?(?:end|fin) (?:of|de)(?: (?:the|this|la|cette))? (?:week|semaine)|this week|the week|cette semaine|dans la semaine)$/,
    (now) => dayLater(now, (FRIDAY - now.getDay() + 7) % 7),
  ],
  [
    /^(?:(?:by|before|d ici|avant|in|dans|en|pour) )?(?:(?:the |la )?(?:end|fin) (?:of|de)(?: la)? )?(?:next week|(?:la )?semaine prochaine)$/,
    (now) => dayLater(now, ((8 - now.getDay()) % 7 || 7) + FRIDAY - 1),
  ],
  [
    new RegExp(
      `^(?:within|sous|dans|in|d ici) (?:\\d{1,2}|${anyOf(numbers)}) (?:working|business|jours?) ?(?:days?|ouvres?|ouvrables?)$`,
    ),
    workingDays,
  ],
];

/**
 * Finds the first sentence of a reply that promises something by a moment, in English or French: "we will come back to you on
 * Friday", « nous revenons vers vous sous 48 h ». A question promises nothing, nor does a day on which something happened.
 * Dates and hours are those of this process's time zone: the reader's, in a browser.
 */
export function findPromise(text: string, reader: Reader): FoundPromise | null {
  for (const [sentence] of text.matchAll(/[^\n.!?…]+(?:[.](?=\S)[^\n.!?…]+)*[.!?…]*/gu)) {
    const words = sentence.trim();
    if (words.length > LONGEST_SENTENCE || words.endsWith('?')) continue;
    const folded = foldMoment(latestOf(words))
      .replace(/[^\p{L}\p{N}:/ -]+/gu, ' ')
      .replace(/ {2,}/g, ' ')
      .trim();
    if (!commitments.some((pattern) => pattern.test(folded))) continue;
    const at = momentIn(folded.split(' '), reader);
    if (at) return { words, at };
  }
  return null;
}

/** Of "24 to 48 hours", the 48. */
const latestOf = (text: string) => text.replace(/\b\d{1,3}\s?(?:-|–|à|to|ou|or)\s?(?=\d{1,3}\s?\p{L})/giu, '');

function momentIn(tokens: readonly string[], reader: Reader): Date | null {
  for (let start = 0; start < tokens.length; start += 1) {
    for (let length = Math.min(LONGEST, tokens.length - start); length > 0; length -= 1) {
      const at = momentOf(tokens.slice(start, start + length), reader);
      if (at) return at;
    }
  }
  return null;
}

function momentOf(tokens: readonly string[], reader: Reader): Date | null {
  const { now, hour } = reader;
  const phrase = tokens.join(' ');
  const end = ends.find(([pattern]) => pattern.test(phrase));
  if (end) {
    const day = end[1](now, phrase);
    const at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour);
    return at > now ? at : null;
  }
  // "mon" and "mar" are other words too.
  if (tokens.some((token) => SHORT_WEEKDAYS.has(token))) return null;
  const rest = phrase.replace(lead, '');
  const isSpan = new RegExp(`^${SPAN}$`).test(rest);
  if (isSpan) return spanLead.test(phrase) ? read(`in ${rest}`, reader) : null;
  return rest !== phrase || bareStart.test(phrase) ? read(rest, reader) : null;
}

function read(phrase: string, reader: Reader): Date | null {
  const found = parseMoment(phrase, reader);
  return found?.kind === 'moment' ? found.at : null;
}

function dayLater(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

function workingDays(now: Date, phrase: string): Date {
  const [word = ''] = phrase
    .split(' ')
    .slice(1)
    .filter((one) => one !== 'ici');
  let left = numbers.get(word) ?? Number(word);
  let day = dayLater(now, 0);
  while (left > 0) {
    day = dayLater(day, 1);
    if (day.getDay() % 6 !== 0) left -= 1;
  }
  return day;
}
