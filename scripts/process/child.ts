import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from './run-node.ts';
import { ROOT } from '../settings.ts';

export interface Child {
  pid: number | undefined;
  /** Settles when the process is gone, with how it went: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** When its event loop last turned, on the clock of `performance.now()`. */
  lastBeatAt: () => number;
  /** Asks it to end, and ends it when it does not. */
  stop: () => Promise<void>;
  /** Ends it at once, with all that it started. */
  kill: () => void;
}

interface Options {
  env: NodeJS.ProcessEnv;
  /** How long it may take to finish what it is doing, in milliseconds. */
  patienceMs: number;
  /** Hears what it says on stderr; otherwise its stderr is ours. */
  onWords?: (text: string) => void;
}

const LAST_WORDS_MS = 1_000;

/**
 * Starts a Node process of the product, whose output is ours.
 * @param args Node's flags, a script from the project's root, and what follows it
 */
export function startChild(args: string[], { env, patienceMs, onWords }: Options): Child {
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', './scripts/process/follow-parent.ts', ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', onWords ? 'pipe' : 'inherit', 'ipc'],
    // A group of its own, so that Ctrl-C reaches it through us, and what it started ends with it.
    detached: true,
  });
  let lastBeatAt = performance.now();
  child.on('message', () => (lastBeatAt = performance.now()));
  child.stderr?.on('data', (chunk: Buffer) => onWords?.(chunk.toString()));
  spareOthers(child.pid);
  const exited = new Promise<string>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, signal) => {
      killGroup(child.pid);
      const how = signal ? `signal ${signal}` : `code ${code}`;
      if (!child.stderr || child.stderr.closed) return done(how);
      // Its last words may still be on their way.
      child.stderr.once('close', () => done(how));
      setTimeout(() => done(how), LAST_WORDS_MS);
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
  return { pid: child.pid, exited, lastBeatAt: () => lastBeatAt, stop, kill: () => killGroup(child.pid) };
}

function killGroup(pid: number | undefined) {
  if (!pid) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/** When memory runs out, Linux ends this process rather than the database or whoever starts it again. */
function spareOthers(pid: number | undefined) {
  if (!pid || process.platform !== 'linux') return;
  writeFile(`/proc/${pid}/oom_score_adj`, '300').catch(() => {}); // a wish: it works without
}
