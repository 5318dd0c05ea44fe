import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../process/child.ts';
import { say } from '../process/say.ts';
import { CrashWords } from './crash-words.ts';
import { heapLimit } from './heap-limit.ts';
import { type Kept, keepRunning } from './keep-running.ts';
import { HANG_BOUNDS, type HangBounds, watchForHang } from './watch-for-hang.ts';

const NEXT = 'node_modules/next/dist/bin/next';
const WEB = 'web/main.ts';
/**
 * In milliseconds. Longer than clients keep idle connections (mostly 60 s), so that clients never reuse a connection that
 * the server is closing.
 */
const KEEP_ALIVE = ['--keepAliveTimeout', '75000'];
/** A process that has run for this long counts as started, in milliseconds. */
const STARTED_MS = 3_000;
const ASK_EVERY_MS = 100;

export interface Product {
  /** The environment of the web and the worker. */
  env: NodeJS.ProcessEnv;
  /** The port of the web. */
  port: number;
  isDev: boolean;
  hangBounds?: HangBounds;
}

export function keepWeb(product: Product): Kept {
  const at = ['--port', String(product.port)];
  const address = `http://127.0.0.1:${product.port}/api/health`;
  return keep(product, {
    name: 'The web',
    args: product.isDev
      ? [NEXT, 'dev', ...at]
      : ['--import', './scripts/supervise/limit-sockets.ts', WEB, ...at, ...KEEP_ALIVE],
    patienceMs: 5_000,
    ready: (signal) => untilAnswering(address, signal),
    // Any status counts: restarting the web repairs nothing else that is down.
    ask: async (signal) => await (await fetch(address, { signal })).text(),
  });
}

export function keepWorker(product: Product): Kept {
  return keep(product, {
    name: 'The worker',
    args: [...(product.isDev ? ['--watch'] : []), 'workers/main.ts'],
    patienceMs: 15_000,
    ready: (signal) => sleep(STARTED_MS, undefined, { signal }),
  });
}

/** The stand-ins of the networks; the product works without them. */
export function keepDemo(product: Product): Kept {
  const demo = keep(product, {
    name: "The demo's networks",
    args: ['scripts/sandbox.ts'],
    patienceMs: 5_000,
    ready: (signal) => sleep(STARTED_MS, undefined, { signal }),
  });
  demo.failed.catch((error: Error) => say(`${error.message} The demo stays off until Parvis restarts.`));
  return demo;
}

interface Kind {
  name: string;
  args: string[];
  patienceMs: number;
  ready: (signal: AbortSignal) => Promise<unknown>;
  ask?: (signal: AbortSignal) => Promise<unknown>;
}

function keep({ env, isDev, hangBounds = HANG_BOUNDS }: Product, { name, args, patienceMs, ready, ask }: Kind): Kept {
  const words = new CrashWords();
  return keepRunning({
    name,
    start: () => {
      words.onStart();
      const flags = isDev ? [] : heapLimit(env.NODE_OPTIONS);
      const child = startChild([...flags, ...args], { env, patienceMs, onWords: (text) => words.onWords(text) });
      const ending = new AbortController();
      const { lastBeatAt } = child;
      // A developer may pause a process in the debugger for any time.
      const endWatch = isDev
        ? () => {}
        : watchForHang({ lastBeatAt, ...(ask && { ask }) }, hangBounds, (sign, silentMs) => {
            const missing = sign === 'beat' ? 'did nothing' : 'answered nobody';
            say(`${name} ${missing} for ${Math.round(silentMs / 1000)} s and is being restarted.`);
            child.kill();
          });
      void child.exited.then(() => {
        ending.abort();
        endWatch();
        words.onDeath();
      });
      const isReady = ready(ending.signal).then(() => words.onReady());
      isReady.catch(() => {}); // it ended before
      return { ...child, ready: isReady };
    },
  });
}

async function untilAnswering(address: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await fetch(address, { signal }).catch(() => undefined);
    signal.throwIfAborted();
    if (answer) return void (await answer.text());
    await sleep(ASK_EVERY_MS, undefined, { signal });
  }
}
