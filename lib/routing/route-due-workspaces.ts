import { asDispatcher } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { routeItems } from './route-items.ts';

/** How long a workspace waits for its next cycle where nothing happens: people come and go without an event. */
const QUIET_MS = 10_000;

/**
 * Runs a cycle in each workspace in which something happened since the last one: every change leaves a live event. What
 * was committed late, and who opened or closed a browser, is found by the cycle that runs anyway.
 */
export async function routeDueWorkspaces(now = new Date()): Promise<void> {
  const quiet = new Date(now.getTime() - QUIET_MS).toISOString();
  const due = await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string }[]>`
      SELECT s."workspaceId"::text FROM "routing_settings" s
      WHERE s."isOn" AND (s."lastCycleAt" IS NULL OR s."lastCycleAt" < ${quiet}::timestamptz OR EXISTS (
        SELECT FROM "realtime_event" e WHERE e."workspaceId" = s."workspaceId"
          AND e."createdAt" > greatest(s."lastCycleAt", ${quiet}::timestamptz)))`,
  );
  for (const { workspaceId } of due) {
    try {
      await routeItems(workspaceId);
    } catch (error) {
      // One workspace must not keep the others waiting. It is tried again at once: its last cycle stays as it was.
      log.warn({ workspaceId, error: error instanceof Error ? error.message : String(error) }, 'distribution failed');
    }
  }
}
