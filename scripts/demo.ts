import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startBlueskyNetwork } from '#tests/networks/bluesky/start-network.ts';
import { lockHolder } from './serve/data-folder.ts';
import { connectWorkspace, demoUser } from './demo/connect-workspace.ts';
import { brandProfile } from './demo/brand-texts.ts';
import { createBrand } from './demo/create-brand.ts';
import { gatherCrowd, keepSpeaking, repertoire, speakFirst } from './demo/audience.ts';
import { servePublicPage } from './demo/serve-public-page.ts';
import { Explained } from './process/explained.ts';
import { onStop } from './process/on-stop.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';
import { serve } from './serve/serve.ts';
import { readSettings } from './settings.ts';

/** A Parvis of its own, with a network of its own and people who write there; nothing of it outlives it. */
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
    const serving = await serve(freshSettings(), {
      mode: 'production',
      signal,
      // The operator's own Redis is left alone, as is their database.
      more: { PARVIS_ALLOW_PRIVATE_NETWORKS: 'true', REDIS_URL: '' },
    });
    undo.push(serving.stop);
    say('Starting a local Bluesky network …');
    const network = await startBlueskyNetwork({ postgresUrl: serving.ownerDatabaseUrl, database: 'demo_network' });
    undo.push(network.stop);
    signal.throwIfAborted();
    say('Inviting people …');
    const brand = await createBrand(network);
    const members = await gatherCrowd(network);
    const spoken = repertoire(members, brand);
    await speakFirst(spoken);
    await network.flush();
    signal.throwIfAborted();
    await connectWorkspace(serving, brand.fan, network.serviceUrl);
    const page = await servePublicPage({
      appViewUrl: network.appViewUrl,
      brand: brandProfile.displayName,
      brandDid: brand.fan.did,
    });
    undo.push(page.stop);

    process.stdout.write(welcome(serving.address, page.url));
    const onError = (error: unknown) => say(`A message of the demo was lost: ${String(error)}`);
    undo.push(inBackground(keepSpeaking({ members, brand, say: spoken, onError }, signal), stopping));
    await Promise.race([told, serving.failed]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  }
  say('Stopped.');
}

/** The demo begins afresh every time, since its network forgets everything when it stops. */
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

/** @returns ends the work and waits for its end */
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
  On the network    ${page}  (what the brand's audience sees; your answers appear here)

  People keep writing to ${brandProfile.displayName} until you stop the demo with Ctrl-C.
`;

await runMain(demo);
