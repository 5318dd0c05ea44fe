import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { RateLimit, ScheduledUse } from '#lib/networks/contract.ts';
import { readChannelLimits } from '../../rate-limits/channel-limits.ts';
import { declaredLimit, type LimitUse, readLimitUse, readPaces } from '../../rate-limits/quota-share.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

const DAY_MS = 24 * 3_600_000;
const DAYS_A_MONTH = 30;

/** Compares what the schedule uses of a rate limit in a day, at the pace of now, with how much of it reads may use. */
export async function checkQuota(channel: CheckedChannel, use: ScheduledUse): Promise<CheckResult> {
  const { connector, context, channelId, networkAppId } = channel;
  const limit = declaredLimit(connector, use.rateLimit);
  const { network } = connector;
  const owner = { network, channelId, networkAppId };
  const { app } = context;
  const known = await readLimitUse(use.rateLimit, limit, { owner, app, now: context.now() });
  const { perDay } = use;
  if (!perDay || known.max === null) return usedUp(known);
  const paces = (await readPaces(owner)).filter((one) => limit.scope === 'app' || one.channelId === channelId);
  const needed = Math.round(paces.reduce((sum, { pullEveryMs }) => sum + perDay(pullEveryMs, app), 0));
  const available = Math.floor(known.max * known.share * windowsADay(limit));
  const shared = limit.scope === 'app' ? { channels: paces.length } : {};
  const numbers = { needed, available, ...shared };
  if (needed > available) return { outcome: 'failed', reason: 'quota_too_small', ...numbers };
  return { outcome: 'passed', ...numbers };
}

/** For a limit of which only the network says how much is used, in units of its own. */
function usedUp({ used, max, share, closedUntil, isCurrent }: LimitUse): CheckResult {
  if (closedUntil || (max !== null && used >= max * share)) return { outcome: 'failed', reason: 'quota_nearly_used' };
  return isCurrent ? { outcome: 'passed' } : { outcome: 'unknown', reason: 'not_told' };
}

function windowsADay({ window }: RateLimit): number {
  return 'ms' in window ? Math.max(1, DAY_MS / window.ms) : 1;
}

/** Compares what a channel costs in a month with its budget: as it was in the last days, before that as a quiet one. */
export async function checkBudget({ connector, workspaceId, channelId }: CheckedChannel): Promise<CheckResult> {
  const limits = await inWorkspace(workspaceId, async (tx) =>
    (await readChannelLimits(tx, [channelId])).get(channelId),
  );
  if (!limits || limits.monthlyBudgetMicros === null) return { outcome: 'unknown', reason: 'no_budget' };
  const spent = limits.perDay ? Object.values(limits.perDay.micros).reduce((sum, one) => sum + one, 0) : 0;
  const perDay = limits.perDay ? spent : (connector.pricing?.quietDayMicros ?? 0);
  const numbers = { needed: perDay * DAYS_A_MONTH, available: limits.monthlyBudgetMicros };
  if (numbers.needed > numbers.available) return { outcome: 'failed', reason: 'budget_too_small', ...numbers };
  return { outcome: 'passed', ...numbers };
}
