import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillVariables, variablesIn } from '#lib/saved-replies/text/fill-variables.ts';

describe('variables', () => {
  test('a value stands in the place of its variable, and a fallback where there is none', () => {
    const text = 'Bonjour {{first_name|à vous}}, {{ brand }} vous répond. {{tel}}';
    expect(fillVariables(text, { first_name: 'Léa', brand: 'Maison Lune', tel: '01 02' })).toEqual({
      text: 'Bonjour Léa, Maison Lune vous répond. 01 02',
      missing: [],
    });
    expect(fillVariables(text, { first_name: ' ', brand: null })).toEqual({
      text: 'Bonjour à vous, {{ brand }} vous répond. {{tel}}',
      missing: ['brand', 'tel'],
    });
  });

  test('an empty fallback means nothing at all', () => {
    expect(fillVariables('Bonjour{{contact|}} !', {})).toEqual({ text: 'Bonjour !', missing: [] });
  });

  test('names of built-in properties are not values', () => {
    expect(fillVariables('{{constructor}} {{toString|x}}', {}).missing).toEqual(['constructor']);
  });
});

const name = fc.constantFrom('contact', 'brand', 'téléphone', 'opening_hours');
const value = fc.oneof(fc.string(), fc.constantFrom('{{brand}}', '{{{contact|x}}}', '}}{{', '$&', '$1'));
const plain = fc
  .string({ unit: fc.constantFrom('a', 'é', ' ', '!', '{', '}', '|', '$', '&') })
  .filter((part) => !/\{\{|\}\}/.test(part) && !/[{}]$|^[{}]/.test(part));
const parts = fc.array(
  fc.oneof(
    plain,
    name.map((it) => `{{${it}}}`),
    name.map((it) => `{{${it}|sinon}}`),
  ),
  { maxLength: 8 },
);

describe('for any text and any values', () => {
  test('no variable is left when each has a value, and no value is read as a variable', () => {
    const values = fc.record({ contact: value, brand: value, téléphone: value, opening_hours: value });
    fc.assert(
      fc.property(parts, values, (given, known) => {
        const all = Object.fromEntries(Object.entries(known).map(([key, it]) => [key, `x${it}`]));
        const { text, missing } = fillVariables(given.join(''), all);
        expect(missing).toEqual([]);
        expect(variablesIn(text)).toEqual([]);
      }),
    );
  });

  test('what is missing is exactly what stays in the text', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const { text, missing } = fillVariables(given.join(''), { brand: 'Lune' });
        expect(variablesIn(text)).toEqual(missing);
      }),
    );
  });
});
