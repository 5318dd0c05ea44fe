import { idAt } from '#lib/networks/x/snowflake.ts';

/** Ids as the network makes them: by the moment, and a count for those of one millisecond. */
export function createIds() {
  let count = 0n;
  return (at: Date): string => {
    count += 1n;
    return String(BigInt(idAt(at.getTime())) + count);
  };
}
