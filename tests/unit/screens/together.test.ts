import { expect, test } from 'vitest';
import { keepTogether } from '#components/ui/text/together.ts';

const together = (text: string) => keepTogether(text).flatMap((part) => (part.isTogether ? [part.text] : []));

test.each([
  ['Est-ce que ça vaut le coup ?', ['coup ?']],
  ['Quoi ?! Non : jamais ; enfin !', ['Quoi ?!', 'Non :', 'jamais ;', 'enfin !']],
  ['Il a dit « bonjour » et « au revoir » !', ['« bonjour »', '« au', 'revoir » !']],
  ['Super ! 🎉', ['Super !']],
  ['(vraiment ?)', ['(vraiment ?)']],
])('keeps punctuation with its word in "%s"', (text, expected) => {
  expect(together(text)).toEqual(expected);
});

test.each(['Is the blue one back? Yes: it is!', 'rien ici', '', '?', ' ? ', 'Rendez-vous à 12 :30'])(
  'leaves "%s" as it is',
  (text) => {
    expect(together(text)).toEqual([]);
  },
);

test('a long word may still break', () => {
  expect(together(`${'a'.repeat(25)} ?`)).toEqual([]);
});

test('a word keeps its sign on the next line of the text too', () => {
  expect(together('Bonjour\nça va ?\nMerci !')).toEqual(['va ?', 'Merci !']);
});

test('the parts make up the same text', () => {
  const text = ' Oui ?  Non : « peut-être » !\n\nEt 👩‍👩‍👧 ? مرحبا ; fin ';
  expect(
    keepTogether(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});
