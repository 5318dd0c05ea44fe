import { onTestFinished } from 'vitest';
import { type Child, startChild } from '#scripts/process/child.ts';

/** After how many silent seconds the work of a worker is given to another. */
export const LEASE_SECONDS = 4;

export interface TestWorker {
  pid: number;
  /** Kills it without a warning, as the operating system does. Settles when it is gone. */
  kill: () => Promise<void>;
}

/** Starts a worker as `npm start` does, on this file's database. It ends with the test at the latest. */
export function startWorker(more: Record<string, string> = {}): TestWorker {
  const child: Child = startChild(['workers/main.ts'], {
    env: {
      ...process.env,
      LOG_LEVEL: process.env.PARVIS_TEST_WORKER_LOG ?? 'silent',
      PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
      PARVIS_LEASE_SECONDS: String(LEASE_SECONDS),
      // A check's own calls would take the faults that a test plants for the next ones.
      PARVIS_CHECK_CHANNELS: 'false',
      ...more,
    },
    patienceMs: 10_000,
  });
  let isEnding = false;
  // Without this, a test would wait for a worker that is not there.
  void child.exited.then((how) => isEnding || console.error(`the worker ended by itself (${how})`));
  onTestFinished(async () => {
    isEnding = true;
    await child.stop();
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the worker did not start');
  return {
    pid,
    kill: async () => {
      isEnding = true;
      process.kill(pid, 'SIGKILL');
      await child.exited;
    },
  };
}
