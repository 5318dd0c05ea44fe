import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

/**
 * Why a step may not cost so much: money is spent only for a member, and only out of what the budget leaves for today.
 * @param micros in millionths of a US dollar
 * @returns null when it may
 */
export async function refuseCost(
  { context, isAutomatic }: CheckedChannel,
  micros: number,
): Promise<CheckResult | null> {
  if (micros === 0) return null;
  if (isAutomatic) return { outcome: 'unknown', reason: 'costs_money' };
  const left = await context.rateLimiter.dayBudget();
  return left !== null && left < micros ? { outcome: 'unknown', reason: 'budget_spent' } : null;
}
