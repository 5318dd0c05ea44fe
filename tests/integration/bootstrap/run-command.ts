import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '#scripts/settings.ts';

export interface RunningCommand {
  child: ChildProcess;
  /** Its output so far, on both streams. */
  said: () => string;
  /** Waits until it has printed this text; fails when it ends before. */
  untilSaid: (text: string) => Promise<void>;
  /** Resolves with the exit code or the signal. */
  ended: Promise<number | string | null>;
}

/** Starts a command of the project as npm does, with only the given settings. */
export function startCommand(args: string[], env: Record<string, string>, root = ROOT): RunningCommand {
  const { DATABASE_URL: _, REDIS_URL: __, PARVIS_SECRET: ___, PUBLIC_URL: ____, ...rest } = process.env;
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.mjs'), ...args], {
    cwd: root,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string | null>((done) =>
    child.on('close', (code, signal) => done(code ?? signal)),
  );
  const untilSaid = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => output.includes(text) && done();
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      look();
      void ended.then(() => fail(new Error(`It ended without saying "${text}":\n${output}`)));
    });
  return { child, said: () => output, untilSaid, ended };
}

/** Runs a command until it ends. */
export async function runCommand(args: string[], env: Record<string, string>, root?: string) {
  const { ended, said } = startCommand(args, env, root);
  const code = await ended;
  return { code, said: said() };
}

/** The ids of all processes below a process. */
export function descendants(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    rows.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return below(pid);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
