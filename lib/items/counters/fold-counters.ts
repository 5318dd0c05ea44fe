import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Adds the counters' deltas up, of all workspaces; readers add what is left, so the numbers are exact at every moment. */
export async function foldCounters(): Promise<void> {
  await asDispatcher(async (tx) => {
    await tx.$queryRaw`SELECT fold_counters()`;
  });
}
