import { expect, test } from 'vitest';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';
import { faultsOf } from './sentence-faults.ts';

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

test('a French sentence is filled with the same values as the English one', () => {
  const different = english.filter(
    ([key, sentence]) => valuesOf(sentence).join() !== valuesOf(french.get(key) ?? '').join(),
  );
  expect(different).toEqual([]);
});

test('every sentence is written as its language is', () => {
  const faults = [
    ...english.flatMap(([key, sentence]) => faultsOf('en', sentence).map((fault) => `en ${key}: ${fault}`)),
    ...[...french].flatMap(([key, sentence]) => faultsOf('fr', sentence).map((fault) => `fr ${key}: ${fault}`)),
  ];
  expect(faults).toEqual([]);
});

/** A fault that nobody would find by itself proves nothing: every check reports one sentence that breaks it. */
test.each([
  ['fr', 'Vraiment ?', 'punctuation'],
  ['fr', 'Vraiment\u00A0?', 'punctuation'],
  ['fr', 'Lisez; relisez', 'punctuation'],
  ['fr', 'À savoir\u202F: rien', 'colon'],
  ['fr', 'Ouvrir « À moi »', 'guillemets'],
  ['fr', 'Vous serez déconnecté(e)', 'patchwork'],
  ['fr', 'Les invité·es', 'patchwork'],
  ['en', 'item(s)', 'patchwork'],
  ['fr', 'Vous êtes bien connecté', 'gender'],
  ['fr', 'Demandez à un administrateur', 'gender'],
  ['fr', 'l\u0027espace', 'quotes'],
  ['en', 'the "channel"', 'quotes'],
  ['en', 'Loading...', 'ellipsis'],
  ['en', 'two  spaces', 'spaces'],
  ['en', 'Sending in {seconds} s', 'unit'],
  ['fr', 'plus de 5 Mo', 'unit'],
  ['fr', 'au bout de 15 minutes', 'unit'],
  ['fr', 'élément n° 3', 'unit'],
  ['fr', 'à 90 %', 'unit'],
  ['fr', 'Démasquer', 'word'],
  ['fr', 'relève', 'word'],
  ['en', 'Film', 'word'],
  ['en', 'The channel is well', 'word'],
] as const)('a fault is found, %s: %s', (language, sentence, fault) => {
  expect(faultsOf(language, sentence)).toContainEqual(expect.stringMatching(`^${fault}: `));
});
