import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '#scripts/postgres/free-port.ts';
import { descendants, isAlive, runCommand, type RunningCommand, startCommand } from './run-command.ts';

let dataDir = '';
let env: Record<string, string> = {};
const all: RunningCommand[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'parvis-life-'));
  env = { PORT: String(await freePort()), PARVIS_DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
});

afterAll(async () => {
  for (const { child } of all) child.kill('SIGTERM');
  await Promise.all(all.map(({ ended }) => ended));
  rmSync(dataDir, { recursive: true, force: true });
});

async function started(): Promise<RunningCommand & { processes: number[] }> {
  const parvis = startCommand(['start'], env);
  all.push(parvis);
  await parvis.untilSaid('Parvis is ready at');
  return { ...parvis, processes: descendants(parvis.child.pid ?? 0) };
}

const untilGone = (processes: number[]) =>
  vi.waitFor(() => expect(processes.filter(isAlive)).toEqual([]), { timeout: 20_000, interval: 100 });

test(
  'it starts, answers, keeps its secrets to itself, and stops on Ctrl-C with all it started',
  { timeout: 240_000 },
  async () => {
    const parvis = await started();
    const health = await fetch(`http://127.0.0.1:${env.PORT}/api/health`);
    expect(health.status).toBe(200);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(parvis.said()).not.toContain(readFileSync(join(dataDir, 'secret'), 'utf8').trim());

    const second = await runCommand(['start'], { ...env, PORT: String(await freePort()) });
    expect(second.said).toContain(`Parvis is already running on ${dataDir}`);
    expect(second.code).toBe(1);

    parvis.child.kill('SIGINT');
    expect(await parvis.ended).toBe(0);
    expect(parvis.processes.length).toBeGreaterThan(3);
    await untilGone(parvis.processes);
  },
);

test('it starts again on the same data, and a killed one leaves nobody behind', { timeout: 240_000 }, async () => {
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8');
  const parvis = await started();
  expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret);
  parvis.child.kill('SIGKILL');
  await untilGone(parvis.processes);

  const again = await started();
  again.child.kill('SIGTERM');
  expect(await again.ended).toBe(0);
  await untilGone(again.processes);
});
