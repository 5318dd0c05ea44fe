/** Numbers, months, weekdays and units in English and French, folded: without accents, in small letters. */
function byWord(rows: readonly string[], first = 0): ReadonlyMap<string, number> {
  return new Map(rows.flatMap((row, index) => row.split(' ').map((word) => [word, index + first] as const)));
}

export const weekdays = byWord([
  'dimanche dim sunday sun',
  'lundi lun monday mon',
  'mardi mar tuesday tues tue',
  'mercredi mer wednesday wed',
  'jeudi jeu thursday thurs thur thu',
  'vendredi ven friday fri',
  'samedi sam saturday sat',
]);

export const months = byWord([
  'janvier janv jan january',
  'fevrier fevr fev february feb',
  'mars march mar',
  'avril avr april apr',
  'mai may',
  'juin june jun',
  'juillet juil july jul',
  'aout august aug',
  'septembre september sept sep',
  'octobre october oct',
  'novembre november nov',
  'decembre december dec',
]);

export const numbers: ReadonlyMap<string, number> = new Map([
  ...byWord(
    [
      'un une a an one',
      'deux two',
      'trois three',
      'quatre four',
      'cinq five',
      'six',
      'sept seven',
      'huit eight',
      'neuf nine',
      'dix ten',
      'onze eleven',
      'douze twelve',
    ],
    1,
  ),
  ['quinze', 15],
  ['fifteen', 15],
  ['vingt', 20],
  ['twenty', 20],
  ['trente', 30],
  ['thirty', 30],
]);

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month';

export const units: ReadonlyMap<string, Unit> = new Map<string, Unit>(
  Object.entries({
    minute: 'minute minutes min mins mn',
    hour: 'heure heures h hour hours hr hrs',
    day: 'jour jours j day days d',
    week: 'semaine semaines sem week weeks wk wks w',
    month: 'mois month months',
  } satisfies Record<Unit, string>).flatMap(
    ([unit, words]) => words.split(' ').map((word): [string, Unit] => [word, unit as Unit]), // a key of the table
  ),
);

/** The parts of a day and the hour that each means when none is written. */
export const parts: ReadonlyMap<string, number> = new Map([
  ['matin', 9],
  ['matinee', 9],
  ['morning', 9],
  ['midi', 12],
  ['noon', 12],
  ['apres midi', 14],
  ['aprem', 14],
  ['afternoon', 14],
  ['soir', 18],
  ['soiree', 18],
  ['evening', 18],
  ['night', 21],
]);

/** A pattern of any of these words; the longest first, so that `mardi` is not read as `mar`. */
export function anyOf(words: ReadonlyMap<string, unknown>): string {
  return [...words.keys()].sort((a, b) => b.length - a.length).join('|');
}
