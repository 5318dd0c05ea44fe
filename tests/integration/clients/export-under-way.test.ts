import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { downloadExport } from '#lib/clients/export/download-export.ts';
import { listExports } from '#lib/clients/export/read-exports.ts';
import { runExports } from '#lib/clients/export/run-exports.ts';
import { startExport } from '#lib/clients/export/start-export.ts';
import { exportedTables } from '#lib/clients/export/tables.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';

const usual = process.env.TMPDIR;
afterEach(() => {
  vi.useRealTimers();
  if (usual === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = usual;
});

/** Keeps an export waiting in the middle of its last table. @returns how to let it go on */
async function holdLastTable(): Promise<() => Promise<void>> {
  const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = database().prisma.$transaction(
    async (tx) => {
      await tx.$executeRawUnsafe(`LOCK TABLE "${exportedTables.at(-1)?.name}" IN ACCESS EXCLUSIVE MODE`);
      held.resolve();
      await released.promise;
    },
    { timeout: 50_000 },
  );
  await held.promise;
  return async () => {
    released.resolve();
    await holding;
  };
}

/** An export that a worker is writing, up to its last table. */
async function anExportUnderWay() {
  const { admin, workspaceId } = await aWorkspace();
  await startExport(admin);
  const release = await holdLastTable();
  const running = runExports();
  const read = async () => await database().prisma.workspaceExport.findFirstOrThrow({ where: { workspaceId } });
  const before = exportedTables.length - 1;
  await waitFor('the export is in its last table', read, { until: ({ tablesDone }) => tablesDone === before });
  const end = async () => {
    await release();
    await running;
  };
  return { admin, workspaceId, read, end };
}

test('a worker keeps its export while it writes for long, and no other begins it again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { admin, workspaceId, read, end } = await anExportUnderWay();
  try {
    const { attemptId } = await read();
    await database().prisma.workspaceExport.updateMany({ where: { workspaceId }, data: { leaseUntil: new Date() } });
    vi.advanceTimersByTime(20_000);
    vi.useRealTimers();
    await waitFor('the lease is renewed', read, { until: (row) => Number(row.leaseUntil) > Date.now() + 30_000 });
    await runExports();
    expect(await read()).toMatchObject({ attemptId, attempts: 1 });
  } finally {
    await end();
  }
  expect(await listExports(admin)).toMatchObject([{ state: 'done' }]);
});

test('while an export is written no file of it has a name: whatever kills its worker, nothing stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-written-'));
  process.env.TMPDIR = folder;
  const { end } = await anExportUnderWay();
  try {
    // For a moment its file has a name, until it is open.
    const named = async () => await readdir(folder, { recursive: true });
    await waitFor('no file has a name', named, { until: (names) => names.length === 0, withinMs: 20_000 });
  } finally {
    await end();
    await rm(folder, { recursive: true });
  }
});

test('a download breaks off when its export is deleted meanwhile: it does not end as if it were whole', async () => {
  const { admin, workspaceId } = await aWorkspace();
  await database().prisma.attachment.create({
    data: {
      workspaceId,
      kind: 'image',
      mimeType: 'image/png',
      bytes: randomBytes(4_000_000),
      uploaderId: admin.memberId,
    },
  });
  const { id } = await startExport(admin);
  await runExports();
  const { file, bytes } = await downloadExport(admin, { exportId: id });
  expect(bytes).toBeGreaterThan(4_000_000);
  const reader = file.getReader();
  expect((await reader.read()).value?.length).toBeGreaterThan(1_000_000);
  // A later one takes its place.
  await startExport(admin);
  await runExports();
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toThrow(/deleted/);
});
