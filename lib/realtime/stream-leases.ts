import { randomUUID } from 'node:crypto';
import type { Caller } from '#lib/caller.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { STREAM_LAPSE_SECONDS } from '#lib/quotas/stocks.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';

/** How often this process renews the leases of its open streams: well before they lapse. */
const RENEW_MS = 15_000;
/** When a refused caller may try again: by then, the leases of a dead process have lapsed. */
const RETRY_AFTER_MS = 30_000;
/** Streams that one process opens at a time: each one waits for the quota's lock on a connection of the pool. */
const AT_ONCE = 3;

/** Leases of streams that close within this time are released in one statement, in milliseconds. */
const GATHER_MS = 50;

type Leases = {
  open: Set<string>;
  closed: Set<string>;
  renewal: NodeJS.Timeout | undefined;
  gathering: NodeJS.Timeout | undefined;
  taking: number;
  waiting: (() => void)[];
};

const holder = globalThis as typeof globalThis & { parvisStreamLeases?: Leases };

/**
 * Takes a lease for one live stream, within the quotas of the caller and the workspace over all processes.
 * @returns a function that releases the lease
 * @throws Refusal `quota_reached_for_now`
 */
export async function takeStream({ workspaceId, memberId }: Caller): Promise<() => void> {
  const leases = (holder.parvisStreamLeases ??= {
    open: new Set(),
    closed: new Set(),
    renewal: undefined,
    gathering: undefined,
    taking: 0,
    waiting: [],
  });
  const id = randomUUID();
  await inTurn(leases, async () => {
    await inWorkspace(workspaceId, async (tx) => {
      await takeStock(
        tx,
        workspaceId,
        [
          { quota: 'live_streams_of_member', subject: memberId },
          { quota: 'live_streams', subject: null },
        ],
        { retryAfterMs: RETRY_AFTER_MS },
      );
      await tx.liveStream.create({ data: { workspaceId, id, memberId }, select: { id: true } });
    });
  });
  leases.open.add(id);
  leases.renewal ??= setInterval(() => void renew(leases), RENEW_MS).unref();
  return () => {
    if (!leases.open.delete(id)) return;
    leases.closed.add(id);
    leases.gathering ??= setTimeout(() => void giveBack(leases), GATHER_MS);
  };
}

async function inTurn(leases: Leases, run: () => Promise<void>): Promise<void> {
  if (leases.taking >= AT_ONCE) await new Promise<void>((resolve) => leases.waiting.push(resolve));
  else leases.taking += 1;
  try {
    await run();
  } finally {
    // Hand the turn to the next in line, or end it.
    const next = leases.waiting.shift();
    if (next) next();
    else leases.taking -= 1;
  }
}

async function renew({ open }: Leases): Promise<void> {
  if (open.size === 0) return;
  try {
    await asDispatcher(
      async (tx) =>
        await tx.$executeRaw`UPDATE "live_stream" SET "seenAt" = now() WHERE "id" = ANY(${[...open]}::uuid[])`,
    );
  } catch (error) {
    logLapse(error);
  }
}

async function giveBack(leases: Leases): Promise<void> {
  leases.gathering = undefined;
  const ids = [...leases.closed];
  leases.closed.clear();
  try {
    await asDispatcher(async (tx) => await tx.$executeRaw`DELETE FROM "live_stream" WHERE "id" = ANY(${ids}::uuid[])`);
  } catch (error) {
    logLapse(error);
  }
}

/** A lease that could not be written lapses by itself. */
function logLapse(error: unknown): void {
  log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live events: stream leases not written');
}

/** Deletes the leases of processes that died. */
export async function pruneStreams(): Promise<number> {
  return await asDispatcher(
    async (tx) =>
      await tx.$executeRaw`DELETE FROM "live_stream" WHERE "seenAt" < now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})`,
  );
}
