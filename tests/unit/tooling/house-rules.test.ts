import { expect, test } from 'vitest';
import { findLongFiles } from '#scripts/check/file-sizes.ts';
import { findLongFunctions } from '#scripts/check/function-sizes.ts';
import { findBreaches } from '#scripts/check/import-walls.ts';
import { ROOT } from '#scripts/settings.ts';

test('no file of the project climbs over an import wall', () => {
  expect(findBreaches(ROOT).map(({ wall, from, to }) => `${from} imports ${to}: ${wall.says}`)).toEqual([]);
});

test('no function of the project is longer than a screen', () => {
  expect(findLongFunctions(ROOT)).toEqual([]);
});

test('no file of the project is longer than a reader follows', () => {
  expect(findLongFiles(ROOT)).toEqual([]);
});
