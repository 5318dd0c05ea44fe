import type { EndpointRead } from '#lib/networks/contract.ts';
import type { CheckedChannel } from './steps.ts';
import type { CheckResult } from './types.ts';

/**
 * Makes one read. What costs money is read only for a member, and only out of what the budget leaves for today.
 * @throws NetworkError
 */
export async function checkRead(
  { context, isAutomatic, noteFinding }: CheckedChannel,
  { read, costMicros = 0 }: EndpointRead<unknown>,
): Promise<CheckResult> {
  if (costMicros > 0) {
    if (isAutomatic) return { outcome: 'unknown', reason: 'costs_money' };
    const left = await context.rateLimiter.dayBudget();
    if (left !== null && left < costMicros) return { outcome: 'unknown', reason: 'budget_spent' };
  }
  const { skipped, found = {} } = (await read(context)) ?? {};
  for (const [name, value] of Object.entries(found)) await noteFinding(name, value);
  return skipped ? { outcome: 'unknown', reason: skipped } : { outcome: 'passed' };
}
