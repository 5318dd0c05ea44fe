import { expect, test } from 'vitest';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

/** Every sentence of a catalogue by its key, as in `item.state.failed`. */
function sentencesOf(catalogue: object, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(
    ([name, value]: [string, unknown]): [string, string][] =>
      typeof value === 'string' ? [[prefix + name, value]] : sentencesOf(value as object, `${prefix}${name}.`), // text or a group
  );
}

const english = sentencesOf(en);
const french = new Map(sentencesOf(fr));

/** What stands in the outermost braces. */
function groupsIn(text: string): string[] {
  const groups: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [at, character] of [...text].entries()) {
    if (character === '{' && depth++ === 0) start = at + 1;
    if (character === '}' && --depth === 0) groups.push([...text].slice(start, at).join(''));
  }
  return groups;
}

/** The names of the values that a sentence is filled with, those inside its plurals and choices too. */
function valuesOf(sentence: string): string[] {
  const names = groupsIn(sentence).flatMap((group) => {
    const [name = '', kind] = group.split(',').map((part) => part.trim());
    return kind === 'plural' || kind === 'select' ? [name, ...groupsIn(group).flatMap(valuesOf)] : [name];
  });
  return [...new Set(names)].sort();
}

const wordsOf = (sentence: string) => sentence.replaceAll(/<[^>]*>/g, '');

test('a French sentence is filled with the same values as the English one', () => {
  const different = english.filter(
    ([key, sentence]) => valuesOf(sentence).join() !== valuesOf(french.get(key) ?? '').join(),
  );
  expect(different).toEqual([]);
});

test('French puts a narrow no-break space before double punctuation and inside guillemets', () => {
  const wrong = [...french].filter(([, sentence]) =>
    /[^\u202F\s]\s?[;?!»](?:\s|$|\.)|(?<!\u202F):(?:\s|$)|«(?!\u202F)/.test(
      wordsOf(sentence).replaceAll(/\u202F[;?!»]/g, ''),
    ),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ['English', english],
  ['French', [...french]],
])('%s uses typographic apostrophes', (_, sentences) => {
  expect(sentences.filter(([, sentence]) => /\p{L}'\p{L}/u.test(sentence))).toEqual([]);
});
