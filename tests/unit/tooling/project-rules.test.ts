import { expect, test } from 'vitest';
import { findLongFiles } from '#scripts/check/file-sizes.ts';
import { findLongFunctions } from '#scripts/check/function-sizes.ts';
import { findBreaches } from '#scripts/check/import-walls.ts';
import { findNetworkNames } from '#scripts/check/network-names.ts';
import { ROOT } from '#scripts/settings.ts';

test('no file of the project breaks an import wall', () => {
  expect(findBreaches(ROOT).map(({ wall, from, to }) => `${from} imports ${to}: ${wall.says}`)).toEqual([]);
});

test('no function of the project is longer than a screen', () => {
  expect(findLongFunctions(ROOT)).toEqual([]);
});

test('no file of the project is longer than the limit', () => {
  expect(findLongFiles(ROOT)).toEqual([]);
});

test('no source outside the folders of networks names a network', () => {
  expect(findNetworkNames(ROOT)).toEqual([]);
});
