import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardProcess } from '../process/guard-process.ts';
import { freePort } from '../postgres/free-port.ts';
import { assertRedis } from '../serve/assert-reachable.ts';
import { installSystemPackage } from './system-package.ts';

export interface RunningRedis {
  url: string;
  stop: () => Promise<void>;
}

/** Starts a Redis without persistence on a free port; undefined when redis-server cannot be installed. */
export async function startRedis(): Promise<RunningRedis | undefined> {
  if (!hasRedis() && !(installSystemPackage('redis-server') && hasRedis())) return undefined;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'parvis-redis-'));
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder, databases: 64 };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: 'ignore', detached: true });
  const callOff = guardProcess(child.pid ?? 0);
  const exited = new Promise<void>((done) => child.on('error', () => done()).on('exit', () => done()));
  const url = `redis://127.0.0.1:${port}`;
  await untilAnswering(url);
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      callOff();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const hasRedis = () => spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

async function untilAnswering(url: string) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await assertRedis(url);
    } catch (error) {
      if (attempt === 50) throw error;
    }
    await sleep(100);
  }
}
