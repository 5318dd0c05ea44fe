import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '#lib/db/close-database.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { issueApiKey } from '#lib/workspaces/api-keys/issue-api-key.ts';
import type { Serving } from '#scripts/serve/serve.ts';
import { descendants, isAlive } from '#tests/integration/bootstrap/run-command.ts';
import { anItem, aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { seededRandom } from '#tests/support/random.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { waitFor } from '#tests/support/wait-for.ts';

/** A member may write 2,000 notes a day, and an item may have 1,000. The pause between notes keeps the writer below both. */
const PACE_MS = 200;

type Name = keyof ReturnType<Serving['pids']>;

let parvis: Serving;
let writer: Awaited<ReturnType<typeof aWriter>>;

beforeAll(async () => {
  parvis = await serveParvis({ LOG_LEVEL: 'silent' }, { hangBounds: { beatMs: 30_000, answerMs: 120_000 } });
  Object.assign(process.env, parvis.env, { PARVIS_TEST_OWNER_URL: parvis.ownerDatabaseUrl });
  await closeDatabase();
  writer = await aWriter();
}, 600_000);

afterAll(async () => {
  await closeDatabase();
  await parvis.stop();
}, 60_000);

/** A member who writes notes over the API, and remembers which of them were acknowledged. */
async function aWriter() {
  const { admin, workspaceId, slug } = await aWorkspace();
  const items = await Promise.all(Array.from({ length: 4 }, () => anItem({ workspaceId })));
  const { key } = await inWorkspace(workspaceId, (tx) => issueApiKey(tx, { ...admin, name: 'notes' }));
  const acknowledged: string[] = [];
  let count = 0;
  let isOver = false;
  const writeNote = async () => {
    const text = `note ${++count}`;
    const itemId = items[count % items.length]?.id;
    const answer = await fetch(`${parvis.address}/api/v1/workspaces/${slug}/items/${itemId}/note`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    if (answer?.ok) acknowledged.push(text);
    return answer?.ok;
  };
  const work = (async () => {
    const isWrittenOrOver = async () => isOver || (await writeNote());
    while (!isOver) {
      await waitFor('a note is acknowledged', isWrittenOrOver, { withinMs: 240_000, everyMs: 100 });
      await setTimeout(PACE_MS);
    }
  })();
  return {
    acknowledged,
    stored: async () => (await database().prisma.note.findMany({ where: { workspaceId } })).map(({ text }) => text),
    stop: async () => {
      isOver = true;
      await work;
    },
  };
}

async function kill(...names: Name[]): Promise<void> {
  const before = parvis.pids();
  for (const name of names) process.kill(before[name] ?? 0, 'SIGKILL');
  await waitFor(
    `${names.join(', ')} are replaced`,
    () => names.every((name) => ![undefined, before[name]].includes(parvis.pids()[name])),
    { withinMs: 90_000 },
  );
}

async function waitUntilWell(): Promise<void> {
  await waitFor('the health check answers 200', async () => (await fetch(`${parvis.address}/api/health`)).ok, {
    withinMs: 90_000,
  });
  const before = writer.acknowledged.length;
  await waitFor('members are served again', () => writer.acknowledged.length > before + 2, { withinMs: 90_000 });
}

test('web, worker and database come back after being killed one by one, and nothing acknowledged is lost', async () => {
  await waitUntilWell();
  for (const name of ['web', 'worker', 'database'] as const) {
    await kill(name);
    await waitUntilWell();
  }
  expect(await writer.stored()).toEqual(expect.arrayContaining(writer.acknowledged));
});

test('web, worker and database come back after being killed together three times, and nothing acknowledged is lost', async () => {
  const random = seededRandom();
  for (let round = 0; round < 3; round += 1) {
    await kill(...random.shuffle(['web', 'worker', 'database'] as const));
    await waitUntilWell();
  }
  expect(await writer.stored()).toEqual(expect.arrayContaining(writer.acknowledged));
});

test('web and worker keep running when one killed connection makes Postgres restart itself', async () => {
  const before = parvis.pids();
  const { pool } = database();
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'parvis' and pid <> pg_backend_pid() limit 1`,
  );
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await waitUntilWell();
  expect(parvis.pids()).toEqual(before);
});

test('a web process that was suspended is replaced', async () => {
  const { web = 0 } = parvis.pids();
  process.kill(web, 'SIGSTOP');
  await waitFor('a new web process runs', () => ![undefined, web].includes(parvis.pids().web), { withinMs: 120_000 });
  expect(isAlive(web)).toBe(false);
  await waitUntilWell();
});

test('stopping Parvis while it restarts its processes leaves none behind', async () => {
  await writer.stop();
  await closeDatabase();
  const all = descendants(process.pid).filter(isAlive);
  for (const pid of Object.values(parvis.pids())) process.kill(pid ?? 0, 'SIGKILL');
  await parvis.stop();
  await waitFor('all processes are gone', () => [...all, ...descendants(process.pid)].every((pid) => !isAlive(pid)));
  expect(all.length).toBeGreaterThan(5);
  expect(parvis.pids()).toEqual({ web: undefined, worker: undefined, database: undefined });
  await expect(fetch(`${parvis.address}/api/health`)).rejects.toThrow('fetch failed');
});
