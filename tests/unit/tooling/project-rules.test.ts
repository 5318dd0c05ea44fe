import { expect, test } from 'vitest';
import { findLongFiles } from '#scripts/check/file-sizes.ts';
import { findBreaches } from '#scripts/check/import-walls.ts';
import { ROOT } from '#scripts/settings.ts';

test('no file of the project breaks an import wall', () => {
  expect(findBreaches(ROOT).map(({ wall, from, to }) => `${from} imports ${to}: ${wall.says}`)).toEqual([]);
});

test('no file of the project is longer than the limit', () => {
  expect(findLongFiles(ROOT)).toEqual([]);
});
