import { setTimeout as sleep } from 'node:timers/promises';
import { buildWeb } from './build-web.ts';
import { keptSecret, takeDataFolder } from './data-folder.ts';
import { openDatabase } from './database.ts';
import { generateClient } from '../generate.ts';
import { freePort } from '../postgres/free-port.ts';
import { assertPortFree, assertRedis } from './assert-reachable.ts';
import { say } from '../process/say.ts';
import type { Settings } from '../settings.ts';
import { keepDemo, keepWeb, keepWorker } from '../supervise/processes.ts';
import { watchDisk } from '../supervise/watch-disk.ts';
import type { HangBounds } from '../supervise/watch-for-hang.ts';

export interface Serving {
  /** The address for browsers. */
  address: string;
  databaseUrl: string;
  /** The address of the same database for its owner; neither the web nor the worker knows it. */
  ownerDatabaseUrl: string;
  /** The environment of the web and the worker, for other processes of the same instance. */
  env: NodeJS.ProcessEnv;
  /** Rejects when a process is down and restarting it does not help. */
  failed: Promise<never>;
  /** The ids of the running processes; undefined for one that is being restarted or does not run here. */
  pids: () => { web: number | undefined; worker: number | undefined; database: number | undefined };
  /** Stops the web and the worker, then the database. */
  stop: () => Promise<void>;
}

interface Options {
  /** `dev` serves the sources and reloads them when they change. */
  mode: 'production' | 'dev';
  /** Aborts the start. */
  signal: AbortSignal;
  /** More settings for the web and the worker. */
  more?: Record<string, string>;
  /** Runs stand-ins of the networks too, for demo workspaces. */
  demo?: boolean;
  /** After how long a silent process counts as hanging. */
  hangBounds?: HangBounds;
}

/**
 * Starts the web, the worker and the database, and builds what is missing.
 * @throws Explained when something is missing, or the signal's reason; then nothing is left running
 */
export async function serve(
  settings: Settings,
  { mode, signal, more = {}, demo = false, hangBounds }: Options,
): Promise<Serving> {
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    undo.push(takeDataFolder(settings.dataDir));
    const port = settings.port || (await freePort());
    await assertPortFree(port);
    const secret = settings.secret ?? keptSecret(settings.dataDir);
    if (settings.redisUrl) await assertRedis(settings.redisUrl);
    say(settings.databaseUrl ? 'Opening the database …' : `Starting the database in ${settings.dataDir} …`);
    const database = await openDatabase(settings);
    undo.push(database.stop);
    signal.throwIfAborted();
    await generateClient();
    if (mode === 'production') await buildWeb(signal);
    signal.throwIfAborted();

    const address = settings.publicUrl ?? `http://localhost:${port}`;
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: mode === 'production' ? 'production' : 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      PUBLIC_URL: address,
      DATABASE_URL: database.url,
      // Empty, so that Next does not read it from `.env`.
      PARVIS_MIGRATE_DATABASE_URL: '',
      PARVIS_DATA_DIR: settings.dataDir,
      PARVIS_SECRET: secret,
      ...(demo ? { PARVIS_DEMO: 'true' } : {}),
      ...more,
    };
    say('Starting the web process and the worker …');
    const product = { env, port, isDev: mode === 'dev', ...(hangBounds && { hangBounds }) };
    const worker = keepWorker(product);
    undo.push(worker.stop);
    const web = keepWeb(product);
    undo.push(web.stop);
    const failed = Promise.race([database.failed, worker.failed, web.failed]);
    failed.catch(() => {}); // reported to whoever awaits it
    undo.push(watchDisk(settings.dataDir));
    await Promise.race([untilHealthy(port, signal), failed]);
    if (demo) undo.push(keepDemo(product).stop);
    const pids = () => ({ web: web.pid(), worker: worker.pid(), database: database.pid() });
    return { address, databaseUrl: database.url, ownerDatabaseUrl: database.ownerUrl, env, failed, pids, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until everything is healthy, or only the web when the worker is slow to start. */
async function untilHealthy(port: number, signal: AbortSignal) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`, { signal }).catch(() => undefined);
    const text = (await answer?.text()) ?? '';
    if (answer?.ok) return;
    if (text.includes('"database":"up"') && Date.now() > deadline) return say(`Not everything is up yet: ${text}`);
    // The web logs every unhealthy answer.
    await sleep(answer ? 500 : 100);
  }
}
