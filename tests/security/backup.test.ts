import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { serve, type Serving } from '#scripts/serve/serve.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { runCommand } from '#tests/integration/bootstrap/run-command.ts';
import { aFullWorkspace, type FullWorkspace } from './border/full-workspace.ts';
import { attack } from './support/attack.ts';

/** A separate instance: in the shared one, other tests plant rows that a migrated database cannot contain. */
let parvis: Serving;

beforeAll(async () => {
  parvis = await serveParvis({ LOG_LEVEL: 'silent' });
  const { DATABASE_URL, PARVIS_SECRET, PARVIS_DATA_DIR } = parvis.env;
  // Set before the product reads them, so that this test's rows are written to this instance.
  Object.assign(process.env, {
    DATABASE_URL,
    PARVIS_SECRET,
    PARVIS_DATA_DIR,
    PARVIS_TEST_OWNER_URL: parvis.ownerDatabaseUrl,
  });
}, 240_000);
afterAll(() => parvis.stop(), 60_000);

const dataDir = () => parvis.env.PARVIS_DATA_DIR ?? '';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parvis-restored-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

async function admin(folder: string, ...words: string[]) {
  const { code, said } = await runCommand(['admin', ...words], { PARVIS_DATA_DIR: folder });
  return { code, said, json: () => JSON.parse(said.split('\n').findLast((line) => line.startsWith('{')) ?? '{}') };
}

/** What a member sees of her workspace: counts, items, one whole item, channels and their completeness. */
async function look({ slug, actors, ids }: FullWorkspace, address: string) {
  const seen: Record<string, unknown> = {};
  for (const path of ['counts', 'items', `items/${ids.itemId}`, 'channels', `channels/${ids.channelId}`, 'views']) {
    const url = new URL(`/api/v1/workspaces/${slug}/${path}`, address).href;
    const { status, json } = await attack(url, { key: actors.admin.key });
    expect(status, path).toBe(200);
    seen[path] = json();
  }
  return seen;
}

async function serveFrom(folder: string): Promise<Serving> {
  const settings = { port: 0, publicUrl: undefined, dataDir: folder, databaseUrl: undefined, redisUrl: undefined };
  const { signal } = new AbortController();
  const serving = await serve(
    { ...settings, secret: undefined },
    { mode: 'production', signal, more: { LOG_LEVEL: 'silent' } },
  );
  onTestFinished(serving.stop);
  return serving;
}

test(
  'members see the same data after a backup of a running instance is restored into an empty folder',
  {
    timeout: 300_000,
  },
  async () => {
    const world = await aFullWorkspace();
    const before = await look(world, parvis.address);
    const to = join(aFolder(), 'made');
    const made = await admin(dataDir(), 'backup', '--to', to);
    expect(made.said).toContain('"path"');
    expect(made.code).toBe(0);

    const folder = aFolder();
    const refused = await admin(folder, 'restore', '--from', to);
    if (made.json().sealedWith.length > 0) {
      expect(refused.said).toContain('encrypted with another secret');
      copyFileSync(join(dataDir(), 'secret'), join(folder, 'secret'));
    }
    const restored = refused.code === 0 ? refused : await admin(folder, 'restore', '--from', to);
    expect(restored.code, restored.said).toBe(0);
    expect(restored.json()).toMatchObject({ tables: made.json().tables, rows: made.json().rows });

    const serving = await serveFrom(folder);
    const after = await look(world, serving.address);
    // Only the gap is new: the channel was not read in between, and its page says so.
    const withoutGaps = (seen: unknown) =>
      JSON.parse(JSON.stringify(seen, (name, value) => (MOVING.has(name) ? undefined : value)));
    expect(withoutGaps(after)).toEqual(lookedForFirst(withoutGaps(before)));
    expect((await admin(folder, 'check-counters', '--workspace', world.slug)).json()).toMatchObject({ isExact: true });
  },
);

/** A reply that waits for an approval may have left since the backup was made: it is queued, to be looked for before it waits on. */
function lookedForFirst(seen: unknown): unknown {
  const after: Record<string, (value: unknown) => unknown> = {
    state: (value) => (value === 'awaiting_approval' ? 'queued' : value),
    awaitsApproval: () => false,
    approval: (value) => (typeof value === 'number' ? 0 : value),
  };
  return JSON.parse(JSON.stringify(seen, (name, value: unknown) => after[name]?.(value) ?? value));
}

/** Fields about the moment of the request, not about stored data. */
const MOVING = new Set(['gaps', 'nextPullAt', 'health', 'lastPullAt', 'failedPulls']);

test('only the owner of a backup can read its files', async () => {
  const to = join(aFolder(), 'made');
  expect((await admin(dataDir(), 'backup', '--to', to)).code).toBe(0);
  for (const path of [to, join(to, 'tables')]) expect(statSync(path).mode & 0o077, path).toBe(0);
  for (const file of readdirSync(join(to, 'tables'))) expect(statSync(join(to, 'tables', file)).mode & 0o077).toBe(0);
});

test('a restore is refused while Parvis runs on the folder, and when there is no backup', async () => {
  const to = join(aFolder(), 'made');
  await admin(dataDir(), 'backup', '--to', to);
  expect((await admin(dataDir(), 'restore', '--from', to)).said).toContain('Parvis is running on');
  expect((await admin(aFolder(), 'restore', '--from', aFolder())).said).toContain('There is no backup in');
  expect((await admin(aFolder(), 'restore')).said).toContain('Usage: npm run admin -- restore --from FOLDER');
});
