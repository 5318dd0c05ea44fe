import { setTimeout as sleep } from 'node:timers/promises';
import { DiskFull, Explained } from '../process/explained.ts';
import { say } from '../process/say.ts';
import { type Life, RESTART_BOUNDS, type RestartBounds, restartPlan } from './restarts.ts';

export interface Process {
  pid: number | undefined;
  /** Resolves when the process is gone, with the reason: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** Resolves when the process works; rejects or stays pending when it does not. Without it, a process is ready at once. */
  ready?: Promise<unknown>;
  /** Asks it to end, and kills it when it does not. */
  stop: () => Promise<void>;
}

export interface Kept {
  /** The id of the running process; undefined in the pause before a restart. */
  pid: () => number | undefined;
  /** Rejects with a sentence for the operator when restarting does not help. */
  failed: Promise<never>;
  /** Ends the process without a restart; resolves when it is gone. */
  stop: () => Promise<void>;
}

interface Options {
  /** The name at the beginning of a sentence: "The web". */
  name: string;
  /** Starts the process; throwing counts as a failed start. The signal is aborted when it has to stop. */
  start: (signal: AbortSignal) => Process | Promise<Process>;
  /** A process that is already running. */
  first?: Process;
  bounds?: RestartBounds;
}

/**
 * Keeps a process running: restarts it when it dies, after a pause that grows while it keeps dying. The old process is
 * gone before the new one starts, so that two never share a port.
 */
export function keepRunning({ name, start, first, bounds = RESTART_BOUNDS }: Options): Kept {
  const stopping = new AbortController();
  const { signal } = stopping;
  const nextStep = restartPlan(bounds);
  let current: Process | undefined;
  let life: Promise<Life & { how: string; error?: unknown }> | undefined;

  async function live(given?: Process): Promise<Life & { how: string; error?: unknown }> {
    let readyAt: number | undefined;
    try {
      current = given ?? (await start(signal));
      if (signal.aborted) await current.stop();
      const ready = current.ready ?? Promise.resolve();
      // A process that never becomes ready dies or is killed as hanging.
      ready.then(() => (readyAt = performance.now())).catch(() => {});
      const how = await current.exited;
      return { how, readyMs: readyAt === undefined ? undefined : performance.now() - readyAt };
    } catch (error) {
      const how = error instanceof Error ? error.message : String(error);
      return { how, error, readyMs: undefined, isWaiting: error instanceof DiskFull };
    } finally {
      current = undefined;
    }
  }

  async function loop(): Promise<never> {
    let wasWaiting = false;
    for (let given = first; ; given = undefined) {
      life = live(given);
      const { how, error, ...ended } = await life;
      if (signal.aborted) return await never();
      const next = nextStep(ended);
      if (next.kind === 'give-up') throw hopeless(name, next.failedStarts, how, error);
      const isWaiting = ended.isWaiting ?? false;
      if (!isWaiting) say(`${name} ended unexpectedly (${how}); restarting in ${next.pauseMs / 1000} s.`);
      else if (!wasWaiting)
        say(`${name} cannot start while its disk is full; it starts automatically when there is space.`);
      wasWaiting = isWaiting;
      await sleep(next.pauseMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return await never();
    }
  }

  const failed = loop();
  failed.catch(() => {}); // reported to whoever awaits it
  return {
    pid: () => current?.pid,
    failed,
    stop: async () => {
      stopping.abort();
      await current?.stop();
      await life;
    },
  };
}

const never = () => new Promise<never>(() => {});

function hopeless(name: string, failedStarts: number, how: string, error: unknown): Explained {
  if (error instanceof Explained) return error;
  return new Explained(
    `${name} ended ${failedStarts} times in a row before it was ready (${how}): see its last output above.`,
  );
}
