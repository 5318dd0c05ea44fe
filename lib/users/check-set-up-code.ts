import { addressGroup } from '#lib/http/client-address.ts';
import { Refusal } from '#lib/refusal.ts';
import { isFirstRun } from './is-first-run.ts';
import { isSetUpCode } from './set-up-code.ts';
import { forgiveAttempts, takeAttempt } from './throttle.ts';
import type { Visitor } from './types.ts';

/**
 * Checks the set-up code.
 * @throws Refusal `already_exists` after set-up; `wrong_set_up_code`; `throttled` with `retryAt`
 */
export async function checkSetUpCode({ code }: { code: string }, visitor: Visitor, now = new Date()): Promise<void> {
  if (!(await isFirstRun())) throw new Refusal('already_exists', { field: 'organization' });
  const attempt = { kind: 'set_up', value: addressGroup(visitor.ipAddress) } as const;
  await takeAttempt([attempt], now);
  if (!isSetUpCode(code)) throw new Refusal('wrong_set_up_code');
  await forgiveAttempts({ lessened: [attempt] });
}
