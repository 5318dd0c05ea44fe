import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { pagePolicy } from '#app/policy/page-policy.ts';
import { rememberEarlyKeys } from '#components/keys/early-keys.ts';

test('the content security policy allows our one inline script by its hash', () => {
  const hash = createHash('sha256').update(rememberEarlyKeys).digest('base64');
  expect(pagePolicy('bm9uY2U=')).toContain(`'nonce-bm9uY2U=' 'strict-dynamic' 'sha256-${hash}';`);
});

test('only in development does the content security policy allow eval and the reload socket', () => {
  expect(pagePolicy('bm9uY2U=')).not.toMatch(/unsafe-eval|ws:/);
  expect(pagePolicy('bm9uY2U=', { isDevelopment: true })).toMatch(/'unsafe-eval'.*connect-src 'self' ws:/);
});
