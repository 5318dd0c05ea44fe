import { onTestFinished } from 'vitest';
import { type Child, startChild } from '#scripts/child.ts';

/** How soon a worker that went silent is given up, in seconds. */
export const LEASE_SECONDS = 4;

export interface TestWorker {
  pid: number;
  /** As the system kills: at once, without a word. Settles when it is gone. */
  kill: () => Promise<void>;
}

/** A worker as `npm start` runs it, on this file's database. It ends with the test at the latest. */
export function startWorker(more: Record<string, string> = {}): TestWorker {
  const child: Child = startChild(['workers/main.ts'], {
    env: {
      ...process.env,
      LOG_LEVEL: process.env.PARVIS_TEST_WORKER_LOG ?? 'silent',
      PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
      PARVIS_LEASE_SECONDS: String(LEASE_SECONDS),
      ...more,
    },
    patienceMs: 10_000,
  });
  let isToEnd = false;
  // Nothing else tells a test that it waits for nobody.
  void child.exited.then((how) => isToEnd || console.error(`the worker ended by itself (${how})`));
  onTestFinished(async () => {
    isToEnd = true;
    await child.stop();
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the worker did not start');
  return {
    pid,
    kill: async () => {
      isToEnd = true;
      process.kill(pid, 'SIGKILL');
      await child.exited;
    },
  };
}
