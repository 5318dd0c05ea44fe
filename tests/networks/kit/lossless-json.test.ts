import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLossless } from '#lib/networks/kit/lossless-json.ts';

const SHORTEST_LONG = 10n ** 15n;
const long = fc.bigInt({ min: SHORTEST_LONG, max: 2n ** 63n });
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.string(),
    fc.double({ noNaN: true, min: -999_999_999_999_999, max: 999_999_999_999_999 }).map((one) => one + 0),
    fc.oneof(
      long,
      long.map((id) => -id),
    ),
    // Looks like one inside a text.
    long.map((id) => `: ${id}, [${id}]`),
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any')),
  ),
})).any;

test('an integer of 16 digits or more is read as its digits, wherever it stands, and everything else as JSON', () => {
  fc.assert(
    fc.property(value, fc.boolean(), (given, isSpaced) => {
      expect(parseLossless(written(given, isSpaced))).toEqual(
        JSON.parse(JSON.stringify(given, (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one))),
      );
    }),
  );
});

/** JSON in which integers past 2^53 are bare. */
function written(given: unknown, isSpaced: boolean): string {
  const space = isSpaced ? ' ' : '';
  if (typeof given === 'bigint') return String(given);
  if (Array.isArray(given)) return `[${given.map((one) => written(one, isSpaced)).join(`,${space}`)}]`;
  if (typeof given !== 'object' || given === null) return JSON.stringify(given);
  const fields = Object.entries(given).map(([key, one]) => `${JSON.stringify(key)}:${space}${written(one, isSpaced)}`);
  return `{${fields.join(`,${space}`)}${space}}`;
}
