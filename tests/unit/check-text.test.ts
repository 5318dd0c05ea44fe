import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findUnfitText, isFitText } from '#lib/check-text.ts';

test('isFitText accepts exactly the texts that Postgres and UTF-8 can store', () => {
  for (const text of ['', 'é', 'a\tb\r\nc', '\u{1F600}', '\u202e', 'a\u0301'.repeat(50)])
    expect(isFitText(text), text).toBe(true);
  for (const text of ['\u0000', 'a\u001bb', '\u007f', '\ud800', 'a\udc00b', '\ude00\ud83d']) {
    expect(isFitText(text), JSON.stringify(text)).toBe(false);
  }
});

test('finds a character that cannot be stored anywhere in an input, in keys and in values', () => {
  const bad = fc.constantFrom('\u0000', '\ud800');
  const hidden = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 8, depthSize: 'small' }, tie('leaf'), tie('list'), tie('record'), tie('keyed')),
    leaf: bad,
    list: fc.tuple(fc.string(), tie('any')),
    record: fc.record({ a: fc.integer(), b: tie('any') }),
    keyed: bad.map((key) => ({ [key]: 1 })),
  })).any;
  fc.assert(fc.property(hidden, (value) => findUnfitText(value).length > 0));
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const found = findUnfitText(value).map(({ reason }) => reason);
      expect(found).not.toContain('broken_character');
    }),
  );
});

test('rejects an input that is nested too deeply without walking through all of it', () => {
  let deep: unknown = 'x';
  for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
  expect(findUnfitText(deep)).toEqual([{ path: ['0', '0', '0'], reason: 'nested_too_deeply' }]);
});
