import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '#scripts/postgres/free-port.ts';
import { waitFor } from '#tests/support/wait-for.ts';
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

/** The doctor's finding for each part. */
async function askDoctor(): Promise<Record<string, string>> {
  const { said } = await runCommand(['admin', 'doctor'], env);
  const list = z.array(z.object({ check: z.string(), state: z.string() }));
  const findings = list.parse(JSON.parse(said.slice(said.indexOf('[\n'), said.lastIndexOf(']') + 1)));
  return Object.fromEntries(findings.map(({ check, state }) => [check, state]));
}

const environmentOf = (pid: number) => {
  const file = `/proc/${pid}/environ`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

const waitUntilGone = (processes: number[]) =>
  waitFor('the processes are gone', () => processes.filter(isAlive), { until: (alive) => alive.length === 0 });

test(
  'npm start serves Parvis, keeps its secrets private, and Ctrl-C stops every process',
  { timeout: 600_000 },
  async () => {
    const parvis = await started();
    const health = await fetch(`http://127.0.0.1:${env.PORT}/api/health`);
    expect(health.status).toBe(200);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    for (const name of ['postgres-password', 'postgres-login-password', 'postgres.log']) {
      expect({ name, mode: statSync(join(dataDir, name)).mode & 0o777 }).toEqual({ name, mode: 0o600 });
    }
    expect(statSync(dataDir).mode & 0o067).toBe(0);
    for (const pid of parvis.processes) {
      const ownerPassword = readFileSync(join(dataDir, 'postgres-password'), 'utf8');
      expect(environmentOf(pid)).not.toContain(ownerPassword);
    }
    // The doctor can run beside Parvis; a worker that just started may not have sent its first heartbeat.
    const findings = await askDoctor();
    expect(findings).toMatchObject({ database: 'ok', 'application-role': 'ok', 'data-folder': 'ok', migrations: 'ok' });
    expect((await fetch(`http://127.0.0.1:${env.PORT}/api/health`)).status).toBe(200);
    expect(parvis.said()).not.toContain(readFileSync(join(dataDir, 'secret'), 'utf8').trim());

    const second = await runCommand(['start'], { ...env, PORT: String(await freePort()) });
    expect(second.said).toContain(`Parvis is already running on ${dataDir}`);
    expect(second.code).toBe(1);

    parvis.child.kill('SIGINT');
    expect(await parvis.ended).toBe(0);
    expect(parvis.processes.length).toBeGreaterThan(3);
    await waitUntilGone(parvis.processes);
    expect(await askDoctor()).toMatchObject({ database: 'ok', worker: 'ok', queue: 'ok', 'row-level-security': 'ok' });
  },
);

test(
  'npm start continues with the same data, and leaves no process behind when it is killed',
  { timeout: 600_000 },
  async () => {
    const secret = readFileSync(join(dataDir, 'secret'), 'utf8');
    const parvis = await started();
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toBe(secret);
    parvis.child.kill('SIGKILL');
    await waitUntilGone(parvis.processes);

    const again = await started();
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
    await waitUntilGone(again.processes);
  },
);
