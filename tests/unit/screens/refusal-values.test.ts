import { expect, test } from 'vitest';
import { refusalValues } from '#components/api/refusal-values.ts';
import { en } from '#messages/en.ts';
import { fr } from '#messages/fr.ts';

test.each(Object.entries({ en, fr }))(
  'every sentence of a refusal in %s fills in only what a refusal tells',
  (_, { errors }) => {
    const known = Object.keys(refusalValues({}));
    const wanted = Object.values(errors.refusal).flatMap((sentence) =>
      [...sentence.matchAll(/\{(\w+)/gu)].map(([, name = '']) => name),
    );
    expect(wanted).toContain('owner');
    expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
  },
);

test('a member is told by name, and what a refusal does not tell is left empty', () => {
  expect(refusalValues({ owner: { id: '1', name: 'Karim' }, limit: 12 })).toEqual({
    owner: 'Karim',
    name: '',
    names: '',
    words: '',
    limit: '12',
  });
});
