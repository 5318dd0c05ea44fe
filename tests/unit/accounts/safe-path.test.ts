import { expect, test } from 'vitest';
import { safePath } from '#app/auth/safe-path.ts';

test.each([
  ['/w/lune/open?tag=a#b', '/w/lune/open?tag=a#b'],
  ['/', '/'],
  ['//elsewhere.test', '/'],
  ['/\\elsewhere.test', '/'],
  ['/\t/elsewhere.test', '/'],
  ['https://elsewhere.test/', '/'],
  ['javascript:alert(1)', '/'],
  ['w/lune', '/'],
  [['/w/lune'], '/'],
  [undefined, '/'],
])('after the sign-in, %j leads to %s', (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});
