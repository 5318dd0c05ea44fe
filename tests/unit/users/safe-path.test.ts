import { expect, test } from 'vitest';
import { safePath } from '#app/auth/safe-path.ts';

test.each([
  ['/w/lune/open?tag=a#b', '/w/lune/open?tag=a#b'],
  ['/', '/'],
  ['//elsewhere.test', '/'],
  ['/\\elsewhere.test', '/'],
  ['/\t/elsewhere.test', '/'],
  ['/..//elsewhere.test', '/'],
  ['/.//elsewhere.test', '/'],
  ['/%2e%2e//elsewhere.test', '/'],
  ['/lune/..//elsewhere.test', '/'],
  ['/%5celsewhere.test', '/'],
  ['/%2F/elsewhere.test', '/'],
  ['/%09/elsewhere.test', '/'],
  ['/w/lune/open?q=caf%C3%A9%2Fth%C3%A9', '/w/lune/open?q=caf%C3%A9%2Fth%C3%A9'],
  ['https://elsewhere.test/', '/'],
  ['javascript:alert(1)', '/'],
  ['w/lune', '/'],
  [['/w/lune'], '/'],
  [undefined, '/'],
])('after sign-in, the wanted path %j leads to %s', (wanted, path) => {
  expect(safePath(wanted)).toBe(path);
});
