/** One line of the table: what was measured, what it should be, and whether it is. */
export type Row = {
  name: string;
  goal: string;
  measured: string;
  /** Null for a figure that has no goal of its own. */
  isReached: boolean | null;
  /** The figures behind it. */
  details?: Record<string, unknown>;
};

/** Times `count` runs one after the other, in milliseconds. */
export async function timed(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const begun = performance.now();
    await run(index);
    times.push(performance.now() - begun);
  }
  return times;
}

/** @param share 0.5 for the median, 0.95 for p95 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

export const figures = (times: readonly number[]) => ({
  p50: Number(percentile(times, 0.5).toFixed(2)),
  p95: Number(percentile(times, 0.95).toFixed(2)),
  max: Number(Math.max(...times).toFixed(2)),
  runs: times.length,
});

export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ name, goal, measured, isReached }) => [
    name,
    goal,
    measured,
    isReached === null ? '' : isReached ? 'reached' : 'NOT REACHED',
  ]);
  const all = [['what', 'goal', 'measured', ''], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
