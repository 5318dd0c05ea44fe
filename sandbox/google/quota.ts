const MINUTE_MS = 60_000;
const A_MINUTE = 300;
const EDITS_A_MINUTE = 10;

/** Counts the calls of each service in a minute, and the changes to the profile. */
export function createQuota(now: () => Date) {
  const taken = new Map<string, number[]>();
  const exceeded: string[] = [];
  const count = (name: string, max: number): boolean => {
    const at = now().getTime();
    const recent = (taken.get(name) ?? []).filter((one) => one > at - MINUTE_MS);
    taken.set(name, recent);
    if (recent.length >= max) {
      exceeded.push(`${max} a minute: ${name}`);
      return false;
    }
    recent.push(at);
    return true;
  };
  return {
    /** @returns false when the quota is exceeded */
    take(service: string, method: string): boolean {
      if (!count(service, A_MINUTE)) return false;
      return service !== 'reviews' || method === 'GET' || count('edits of a profile', EDITS_A_MINUTE);
    },
    exceeded: () => [...exceeded],
  };
}
