import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE_FLAGS } from './run-node.ts';
import { ROOT } from '../settings.ts';

export interface Child {
  pid: number | undefined;
  /** Resolves when the process is gone, with the reason: "code 1", "signal SIGKILL". */
  exited: Promise<string>;
  /** When its event loop last turned, on the clock of `performance.now()`. */
  lastBeatAt: () => number;
  /** Asks it to end, and kills it when it does not. */
  stop: () => Promise<void>;
  /** Kills it at once, with every process that it started. */
  kill: () => void;
}

interface Options {
  env: NodeJS.ProcessEnv;
  /** How long it may take to finish its work when asked to end, in milliseconds. */
  patienceMs: number;
  /** Receives what it writes to stderr; without it, stderr is inherited. */
  onWords?: (text: string) => void;
}

const LAST_WORDS_MS = 1_000;

/**
 * Starts a Node process of the product, which inherits our output.
 * @param args Node's flags, the path of a script from the project's root, and its arguments
 */
export function startChild(args: string[], { env, patienceMs, onWords }: Options): Child {
  const child = spawn(process.execPath, [...NODE_FLAGS, '--import', './scripts/process/follow-parent.ts', ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', onWords ? 'pipe' : 'inherit', 'ipc'],
    // In its own process group, so that Ctrl-C reaches it only through us and its children end with it.
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
      // Its last output may not have been read yet.
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
    // The group has no process left.
  }
}

/** When memory runs out, Linux kills this process first, not the database or the supervisor. */
function spareOthers(pid: number | undefined) {
  if (!pid || process.platform !== 'linux') return;
  writeFile(`/proc/${pid}/oom_score_adj`, '300').catch(() => {}); // a wish: it works without
}
