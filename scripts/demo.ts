import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startBlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { lockHolder } from './serve/data-folder.ts';
import { connectWorkspace, demoUser } from './demo/connect-workspace.ts';
import { brand as brandOfDemo } from './demo/cast/brand.ts';
import { createBrand } from './demo/create-brand.ts';
import { createAudience, keepWriting, actsOf, writeHistory } from './demo/audience.ts';
import { serveNetwork } from './demo/serve-network.ts';
import { Explained } from './process/explained.ts';
import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { serve } from './serve/serve.ts';
import { readSettings } from './settings.ts';

/** The pause between two messages on Bluesky, in milliseconds; people write on all other networks too. */
const GAP_MS = { least: 8_000, most: 40_000 };

/** Starts a separate Parvis with a Bluesky network and stand-ins of all others, on which people write; nothing of it is kept. */
async function demo(): Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const told = new Promise<void>((done) => signal.addEventListener('abort', () => done()));
  onStop(() => {
    say('Stopping …');
    stopping.abort();
  });
  const undo: (() => Promise<void>)[] = [];
  try {
    const served = await serveNetwork();
    undo.push(served.stop);
    const serving = await serve(freshSettings(), {
      mode: 'production',
      signal,
      demo: true,
      // The demo uses neither the operator's Redis nor their database.
      more: { PARVIS_ALLOW_PRIVATE_NETWORKS: 'true', PARVIS_BLUESKY_URL: served.url, REDIS_URL: '' },
    });
    undo.push(serving.stop);
    say('Starting a local Bluesky network …');
    const network = await startBlueskyNetwork({
      postgresUrl: serving.ownerDatabaseUrl,
      database: 'demo_network',
      publicUrl: served.url,
    });
    undo.push(network.stop);
    signal.throwIfAborted();
    say('Creating accounts …');
    const brand = await createBrand(network);
    const audience = await createAudience(network);
    const acts = actsOf(audience, brand);
    await writeHistory(acts);
    await network.flush();
    signal.throwIfAborted();
    const { serviceUrl, appViewUrl } = network;
    served.open({ serviceUrl, appViewUrl, brand: brandOfDemo.name, brandDid: brand.fan.did });
    await connectWorkspace(serving, brand.fan, served.url);

    process.stdout.write(welcome(serving.address, served.url));
    const onError = (error: unknown) => say(`A demo message was lost: ${String(error)}`);
    undo.push(inBackground(keepWriting({ audience, brand, acts, onError, gapMs: GAP_MS }, signal), stopping));
    await Promise.race([told, serving.failed]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  }
  say('Stopped.');
}

/** The demo starts with empty data every time, since its network keeps nothing. */
function freshSettings() {
  const settings = readSettings();
  const dataDir = join(settings.dataDir, 'demo');
  if (lockHolder(dataDir)) throw new Explained('The demo is already running: stop it first.');
  rmSync(dataDir, { recursive: true, force: true });
  return {
    ...settings,
    dataDir,
    publicUrl: undefined,
    databaseUrl: undefined,
    migrateDatabaseUrl: undefined,
    redisUrl: undefined,
    secret: undefined,
  };
}

/** @returns stops the work and waits until it has stopped */
function inBackground(work: Promise<void>, stopping: AbortController): () => Promise<void> {
  return async () => {
    stopping.abort();
    await work;
  };
}

const welcome = (address: string, page: string) => `
  Parvis            ${address}
  E-mail            ${demoUser.email}
  Password          ${demoUser.password}
  On Bluesky        ${page}  (what the brand's audience sees; your answers appear here)

  People write to ${brandOfDemo.name} for some twenty minutes, and answer you for longer. Ctrl-C stops the demo.
`;

await runMain(demo);
