import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { RateLimiter } from '../../contract.ts';
import type { Answer } from '../call.ts';

/** Which of the connector's rate limits the usage headers are about. */
export type UsageRateLimits = {
  /** `X-App-Usage`, and error 4. */
  app?: string;
  /** `X-Business-Use-Case-Usage`, by its `type`. The first one is used for errors that name none (17, 32, 613). */
  types: Readonly<Record<string, string>>;
};

/** Percentage of a rate limit at which reads stop, and at which all calls stop. */
export const SLOW_AT = 75;
export const STOP_AT = 95;
/** The reserve that a rate limit needs so that reads stop at {@link SLOW_AT}. */
export const USAGE_RESERVE = (100 - SLOW_AT) / 100;

/** The headers count in percent, so a single call must weigh little between two answers. */
const PARTS = 10_000;
const MINUTE_MS = 60_000;
/** Usage is counted over a rolling hour, so reads try again after a while. */
const REST_MS = 5 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DEFAULT_WAIT_MS = 15 * MINUTE_MS;

const percents = z.object({
  call_count: z.coerce.number().default(0),
  total_time: z.coerce.number().default(0),
  total_cputime: z.coerce.number().default(0),
});
const useCases = z.record(
  z.string(),
  z.array(percents.extend({ type: z.string(), estimated_time_to_regain_access: z.coerce.number().default(0) })),
);

type Usage = { rateLimit: string | undefined; percent: number; waitMs: number };

/** Until when to wait after a refused call: the longest time in the headers, or a quarter of an hour. */
export function waitOf({ headers }: Pick<Answer, 'headers'>, now: Date): Date {
  const waits = usagesIn(headers, { types: {} }).map(({ waitMs }) => waitMs);
  return new Date(now.getTime() + (Math.max(0, ...waits) || DEFAULT_WAIT_MS));
}

/**
 * Updates the rate limits from the usage headers ("Graph API, Rate limits"): at 75 percent reads stop, at 95 all
 * calls.
 * @param limitedBy the error code, when the call was refused because of a limit
 */
export async function learnUsage(
  answer: Pick<Answer, 'headers'>,
  rateLimits: UsageRateLimits,
  { rateLimiter, now, limitedBy }: { rateLimiter: RateLimiter; now: Date; limitedBy: number | null },
): Promise<void> {
  for (const { rateLimit, percent, waitMs } of usagesIn(answer.headers, rateLimits)) {
    if (!rateLimit) continue;
    if (percent >= STOP_AT || waitMs > 0) {
      await rateLimiter.blockUntil(rateLimit, new Date(now.getTime() + (waitMs || DEFAULT_WAIT_MS)));
      continue;
    }
    const resetAt = new Date(now.getTime() + (percent >= SLOW_AT ? REST_MS : HOUR_MS));
    await rateLimiter.learn(rateLimit, {
      limit: PARTS,
      remaining: Math.round(((100 - percent) / 100) * PARTS),
      resetAt,
    });
  }
  if (limitedBy === null) return;
  const closed = rateLimitOfError(limitedBy, rateLimits);
  if (closed) await rateLimiter.blockUntil(closed, waitOf(answer, now));
}

/** The error codes for the limits of single use cases. */
const typeOfCode: Record<number, string> = { 80001: 'pages', 80002: 'instagram', 80006: 'messenger' };

function rateLimitOfError(code: number, { app, types }: UsageRateLimits): string | undefined {
  if (code === 4 && app) return app;
  return types[typeOfCode[code] ?? ''] ?? Object.values(types)[0] ?? app;
}

function usagesIn(headers: IncomingHttpHeaders, { app, types }: UsageRateLimits): Usage[] {
  const ofApp = readHeader(headers['x-app-usage'], percents);
  const ofCases = readHeader(headers['x-business-use-case-usage'], useCases);
  return [
    ...(ofApp ? [{ rateLimit: app, percent: highest(ofApp), waitMs: 0 }] : []),
    ...Object.values(ofCases ?? {})
      .flat()
      .map((one) => ({
        rateLimit: types[one.type],
        percent: highest(one),
        waitMs: one.estimated_time_to_regain_access * MINUTE_MS,
      })),
  ];
}

function highest({ call_count, total_time, total_cputime }: z.infer<typeof percents>): number {
  return Math.min(100, Math.max(call_count, total_time, total_cputime));
}

/** An unreadable header is ignored: it must not break the call that it came with. */
function readHeader<T>(header: string | string[] | undefined, schema: z.ZodType<T>): T | null {
  if (typeof header !== 'string') return null;
  try {
    return schema.safeParse(JSON.parse(header)).data ?? null;
  } catch {
    return null;
  }
}
