import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Explained } from '../process/explained.ts';
import { guardProcess } from '../process/guard-process.ts';
import { damaged, diskFull, lastLine } from './failures.ts';
import { freePort } from './free-port.ts';
import { openLogFile } from './log-file.ts';
import type { PostgresUser } from './user.ts';

interface Launch {
  postgres: string;
  cluster: string;
  port: number | undefined;
  settings: string[];
  user: PostgresUser;
  log: string;
  signal?: AbortSignal;
}

/**
 * Starts the server and waits until it answers.
 * @throws Explained when it does not start
 */
export async function launch({ postgres, cluster, port: fixedPort, settings, user, log, signal }: Launch) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const port = fixedPort ?? (await freePort());
    const flags = settings.flatMap((setting) => ['-c', setting]);
    const [program, args] = user.command(postgres, ['-D', cluster, '-p', String(port), ...flags]);
    // In its own process group: Ctrl-C in the terminal must not stop the database before the processes that use it.
    const child = spawn(program, args, {
      ...user.identity,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const giveUp = () => child.kill('SIGQUIT');
    signal?.addEventListener('abort', giveUp);
    const outcome = await untilReady(child, log);
    signal?.removeEventListener('abort', giveUp);
    if (outcome.isReady && child.pid) return { port, pid: child.pid, ...supervise(child, child.pid) };

    signal?.throwIfAborted();
    if (/No space left/.test(outcome.output)) throw diskFull(cluster);
    else if (/Address already in use/.test(outcome.output)) {
      if (fixedPort) throw new Explained(`Port ${fixedPort} is already in use, and Postgres needs it.`);
    } else if (/lock file "postmaster.pid" already exists|pre-existing shared memory/.test(outcome.output)) {
      // The server of a Parvis that was just killed, or a process of a killed server, is still shutting down.
      if (Date.now() > deadline) throw new Explained(`Another Postgres is still running on ${cluster}: stop it first.`);
      await sleep(200);
    } else throw damaged(cluster, lastLine(outcome.output));
  }
}

function untilReady(child: ChildProcess, log: string): Promise<{ isReady: boolean; output: string }> {
  const file = openLogFile(log);
  let output = '';
  return new Promise((done) => {
    const settle = (isReady: boolean) => done({ isReady, output });
    child.stderr?.on('data', (chunk: Buffer) => {
      file.write(chunk);
      if (output.length < 20_000) output += chunk.toString();
      if (output.includes('database system is ready to accept connections')) settle(true);
    });
    child.on('error', (error) => {
      output += error.message;
      settle(false);
    });
    child.on('close', () => {
      file.close();
      settle(false);
    });
  });
}

function supervise(child: ChildProcess, pid: number) {
  const callOff = guardProcess(pid);
  const exited = new Promise<string>((done) => {
    child.once('exit', (code, signal) => {
      callOff();
      done(signal ? `signal ${signal}` : `code ${code}`);
    });
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
    const patience = setTimeout(() => child.kill('SIGQUIT'), 30_000);
    await exited;
    clearTimeout(patience);
  };
  return { exited, stop };
}
