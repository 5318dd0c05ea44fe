import { setTimeout as sleep } from 'node:timers/promises';
import { buildWeb } from './build.ts';
import { keepRunning, startChild } from './child.ts';
import { keptSecret, takeDataFolder } from './data-folder.ts';
import { openDatabase } from './database.ts';
import { Explained } from './explained.ts';
import { generateClient } from './generate.ts';
import { freePort } from './postgres/free-port.ts';
import { assertPortFree, assertRedis } from './reachable.ts';
import { say } from './say.ts';
import type { Settings } from './settings.ts';

const NEXT = 'node_modules/next/dist/bin/next';
const WEB = 'web/main.ts';
/**
 * In milliseconds: longer than proxies and networks keep a connection that rests (mostly 60 s), so that they end it and
 * none sends into one that is just being closed here.
 */
const KEEP_ALIVE = ['--keepAliveTimeout', '75000'];

export interface Serving {
  /** Where the browser finds it. */
  address: string;
  databaseUrl: string;
  /** The environment that the web and the worker run with, for other processes of the same installation. */
  env: NodeJS.ProcessEnv;
  /** Rejects when the web dies, which nothing repairs. */
  failed: Promise<never>;
  /** Stops the web and the worker, then the database. */
  stop: () => Promise<void>;
}

interface Options {
  /** `dev` serves the sources and follows their changes. */
  mode: 'production' | 'dev';
  /** Gives up starting. */
  signal: AbortSignal;
  /** More settings for the web and the worker. */
  more?: Record<string, string>;
  /** Runs stand-ins of the networks beside them, for workspaces that are made to explore. */
  demo?: boolean;
}

/**
 * Serves the product with its worker and its database, building what is missing.
 * @throws Explained when something it needs is missing, or the signal's reason; nothing is left running then
 */
export async function serve(settings: Settings, { mode, signal, more = {}, demo = false }: Options): Promise<Serving> {
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
      NEXTAUTH_URL: address,
      DATABASE_URL: database.url,
      PARVIS_DATA_DIR: settings.dataDir,
      PARVIS_SECRET: secret,
      ...(demo ? { PARVIS_DEMO: 'true' } : {}),
      ...more,
    };
    say('Starting the web and the worker …');
    const at = ['--port', String(port)];
    const worker = keepRunning(
      () => startChild([...(mode === 'dev' ? ['--watch'] : []), 'workers/main.ts'], { env, patienceMs: 15_000 }),
      (how, pauseMs) => say(`The worker ended unexpectedly (${how}) and is started again in ${pauseMs / 1000} s.`),
    );
    undo.push(worker.stop);
    const web = startChild(mode === 'dev' ? [NEXT, 'dev', ...at] : [WEB, ...at, ...KEEP_ALIVE], {
      env,
      patienceMs: 5_000,
    });
    undo.push(web.stop);
    const failed = web.exited.then((how): never => {
      throw new Explained(`The web ended unexpectedly (${how}): its last words are above.`);
    });
    failed.catch(() => {}); // whoever waits for it hears it
    await Promise.race([untilHealthy(port, signal), failed]);
    if (demo) {
      const sandbox = keepRunning(
        () => startChild(['scripts/sandbox.ts'], { env, patienceMs: 5_000 }),
        (how, pauseMs) => say(`The demo's networks ended (${how}) and are started again in ${pauseMs / 1000} s.`),
      );
      undo.push(sandbox.stop);
    }
    return { address, databaseUrl: database.url, env, failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Until the web says that all of it is well; a worker that is slow to come up does not keep the web from being used. */
async function untilHealthy(port: number, signal: AbortSignal) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    signal.throwIfAborted();
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    const text = await answer?.text();
    if (answer?.ok) return;
    if (answer && Date.now() > deadline) return say(`Not all is well yet: ${text}`);
    // The web logs each time it finds itself unwell.
    await sleep(answer ? 500 : 100);
  }
}
