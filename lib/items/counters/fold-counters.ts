import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Adds the deltas to the counters, in all workspaces. Readers add the remaining deltas, so numbers are always exact. */
export async function foldCounters(): Promise<void> {
  await asDispatcher(async (tx) => {
    await tx.$queryRaw`SELECT fold_counters()`;
  });
}
