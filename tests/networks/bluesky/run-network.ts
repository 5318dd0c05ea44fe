import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { Explained } from '#scripts/process/explained.ts';
import { NETWORK_FOLDER } from './install-network.ts';

const START_TIMEOUT_MS = 60_000;
/** How much of what the process complains about is kept for the message. */
const KEPT_OUTPUT = 4_000;

const ready = z.object({ ready: z.literal(true), pdsUrl: z.url(), plcUrl: z.url(), bskyUrl: z.url(), pid: z.int() });
const answer = z.object({ id: z.int(), ok: z.boolean(), error: z.string().optional() });

type Ready = z.infer<typeof ready>;

export interface NetworkProcess extends Ready {
  /** @throws Error what the network answered, or that it is gone */
  command: (cmd: 'process') => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Runs the network as a child process that dies with this one: it watches its standard input.
 * @throws Explained when it is not ready within a minute
 */
export async function runNetwork({
  databaseUrl,
  rateLimits,
  publicUrl = '',
}: {
  databaseUrl: string;
  rateLimits: boolean;
  publicUrl?: string;
}): Promise<NetworkProcess> {
  const { PATH, HOME, TMPDIR, NODE_ENV } = process.env;
  const child = spawn(process.execPath, ['--no-deprecation', 'network.mjs'], {
    cwd: NETWORK_FOLDER,
    // A short list, so that no setting of this product or its tests reaches the servers.
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV,
      DB_POSTGRES_URL: databaseUrl,
      NETWORK_RATE_LIMITS: String(rateLimits),
      NETWORK_PUBLIC_URL: publicUrl,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C in the terminal must not stop it before those who talk to it.
    detached: true,
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-KEPT_OUTPUT)));
  child.stdin.on('error', () => {});

  const pending = new Map<number, { done: () => void; fail: (error: Error) => void }>();
  child.once('close', () => {
    for (const { fail } of pending.values()) fail(new Error('The local Bluesky network is gone.'));
  });

  const lines = createInterface({ input: child.stdout });
  const facts = await untilReady(child, lines).catch(async (error: Error) => {
    await end(child);
    throw new Explained(`The local Bluesky network did not start (${error.message}). ${complaints.trim()}`);
  });
  lines.on('line', (line) => {
    const { id, ok, error } = answer.parse(JSON.parse(line));
    const waiting = pending.get(id);
    pending.delete(id);
    if (ok) waiting?.done();
    else waiting?.fail(new Error(error ?? 'The local Bluesky network refused.'));
  });

  let lastId = 0;
  return {
    ...facts,
    command: (cmd) =>
      new Promise((done, fail) => {
        if (hasEnded(child)) return fail(new Error('The local Bluesky network is gone.'));
        const id = ++lastId;
        pending.set(id, { done, fail });
        child.stdin.write(`${JSON.stringify({ id, cmd })}\n`);
      }),
    stop: () => end(child),
  };
}

function untilReady(child: ChildProcess, lines: NodeJS.EventEmitter): Promise<Ready> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('it took more than a minute')), START_TIMEOUT_MS);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.once('error', (error) => settle(() => fail(error)));
    child.once('close', (code) => settle(() => fail(new Error(`exit code ${code}`))));
    lines.once('line', (line: string) =>
      settle(() => {
        const parsed = ready.safeParse(JSON.parse(line));
        if (parsed.success) done(parsed.data);
        else fail(new Error(`it said ${line}`));
      }),
    );
  });
}

const hasEnded = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.stdin?.end();
  await once(child, 'close');
}
