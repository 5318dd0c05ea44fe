/** Fixed windows of a quarter of an hour, counted by endpoint for the brand. Source: docs.x.com/fundamentals/rate-limits. */
export function createQuotas(now: () => Date) {
  const windows = new Map<string, { from: number; used: number }>();
  const exceeded: string[] = [];

  /** Counts a call. @returns the headers that say how much is left, and whether the limit was exceeded */
  function count(name: string, max: number): { headers: Record<string, string>; isExceeded: boolean } {
    const at = now().getTime();
    const held = windows.get(name);
    const current = held && at < held.from + QUARTER_MS ? held : { from: at, used: 0 };
    windows.set(name, current);
    current.used += 1;
    const isExceeded = current.used > max;
    if (isExceeded) exceeded.push(`${name}: more than ${max} in 15 minutes`);
    return {
      headers: limitHeaders(max, Math.max(0, max - current.used), new Date(current.from + QUARTER_MS)),
      isExceeded,
    };
  }

  return { count, exceeded };
}

const QUARTER_MS = 15 * 60_000;

export function limitHeaders(limit: number, remaining: number, reset: Date): Record<string, string> {
  return {
    'x-rate-limit-limit': String(limit),
    'x-rate-limit-remaining': String(remaining),
    'x-rate-limit-reset': String(Math.ceil(reset.getTime() / 1_000)),
  };
}
