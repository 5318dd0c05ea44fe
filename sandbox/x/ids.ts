import { idAt } from '#lib/networks/x/snowflake.ts';

/** Ids as the network makes them: from the time, and a count within one millisecond. */
export function createIds() {
  let count = 0n;
  return (at: Date): string => {
    count += 1n;
    return String(BigInt(idAt(at.getTime())) + count);
  };
}
