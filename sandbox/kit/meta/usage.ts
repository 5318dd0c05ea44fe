import type { SandboxAnswer } from '../types.ts';
import { graphFault } from './answers.ts';

/** The usage headers as the network sends them: percent, as JSON text. */
export function usageHeaders(
  accountId: string,
  used: { type: string; percent: number; appPercent?: number; waitMinutes?: number },
): Record<string, string> {
  const { type, percent, appPercent = percent, waitMinutes = 0 } = used;
  const counts = (value: number) => ({
    call_count: value,
    total_cputime: Math.floor(value / 4),
    total_time: Math.floor(value / 3),
  });
  return {
    'x-app-usage': JSON.stringify(counts(appPercent)),
    'x-business-use-case-usage': JSON.stringify({
      [accountId]: [{ type, ...counts(percent), estimated_time_to_regain_access: waitMinutes }],
    }),
  };
}

/** Too many calls of a use case: the network says in whole minutes when calls are accepted again. */
export function limitedAnswer(
  accountId: string,
  { type, code, until, now }: { type: string; code: number; until: Date; now: Date },
): SandboxAnswer {
  const waitMinutes = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000));
  return graphFault(
    { code, message: `(#${code}) There have been too many calls to this account. Wait a bit and try again.` },
    usageHeaders(accountId, { type, percent: 100, appPercent: 30, waitMinutes }),
  );
}
