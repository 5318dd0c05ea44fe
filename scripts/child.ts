import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from './run-node.ts';
import { ROOT } from './settings.ts';

export interface Child {
  pid: number | undefined;
  /** Settles when the process is gone, with how it went: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** Asks it to end, and ends it when it does not. */
  stop: () => Promise<void>;
}

/**
 * Starts a Node process of the product, whose output is ours.
 * @param args a script from the project's root, and what follows it
 * @param patienceMs how long it may take to finish what it is doing
 */
export function startChild(args: string[], { env, patienceMs }: { env: NodeJS.ProcessEnv; patienceMs: number }): Child {
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', './scripts/follow-parent.ts', ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A group of its own, so that Ctrl-C reaches it through us, and what it started ends with it.
    detached: true,
  });
  const exited = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => {
      killGroup(child.pid);
      done(signal ? `signal ${signal}` : `code ${code}`);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const patience = new AbortController();
    const late = sleep(patienceMs, undefined, { signal: patience.signal }).then(
      () => killGroup(child.pid),
      () => {},
    );
    await exited;
    patience.abort();
    await late;
  };
  return { pid: child.pid, exited, stop };
}

function killGroup(pid: number | undefined) {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/** Keeps a process running: when it dies it is started again, after a pause that grows while it keeps dying. */
export function keepRunning(
  start: () => Child,
  onDeath: (how: string, pauseMs: number) => void,
): { stop: () => Promise<void> } {
  const stopped = new AbortController();
  let child = start();
  const loop = async () => {
    for (let pauseMs = 1000; !stopped.signal.aborted; pauseMs = Math.min(pauseMs * 2, 30_000)) {
      const startedAt = Date.now();
      const how = await child.exited;
      if (stopped.signal.aborted) return;
      if (Date.now() - startedAt > 60_000) pauseMs = 1000;
      onDeath(how, pauseMs);
      await sleep(pauseMs, undefined, { signal: stopped.signal }).catch(() => {});
      if (!stopped.signal.aborted) child = start();
    }
  };
  void loop();
  return {
    stop: async () => {
      stopped.abort();
      await child.stop();
    },
  };
}
