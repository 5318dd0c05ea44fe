import { afterEach, beforeEach } from 'vitest';
import { pinterest } from '#lib/networks/pinterest/connector.ts';
import { createSandbox, type PinterestSandbox } from '#sandbox/pinterest/sandbox.ts';
import { connectChannel } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

/** Pinterest's sandbox with its own switches; every exchange is checked against the specification. */
async function startWorld() {
  let made: PinterestSandbox | null = null;
  const create = (...given: Parameters<typeof createSandbox>) => (made = createSandbox(...given));
  const server = await serveChecked('pinterest', create);
  const served = server.networks.get('pinterest');
  const sandbox = made as PinterestSandbox | null; // assigned while it was served
  if (!served || !sandbox) throw new Error('the sandbox was not made');
  const app = { baseUrl: served.url, ...sandbox.app, options: { timeout_ms: '2000' } };
  const context = { app, signal: AbortSignal.timeout(60_000), now: () => new Date() };
  const connect = () => connectChannel(pinterest, sandbox.connectInput(), app);
  const { faults, calls } = served;
  return { sandbox, app, context, connect, faults, calls, stop: () => server.stop() };
}

/** A sandbox for every test of a file, in which nothing may break the specification. */
export function worldOfEach() {
  const held: { world: Awaited<ReturnType<typeof startWorld>> | null } = { world: null };
  beforeEach(async () => {
    held.world = await startWorld();
  });
  afterEach(async () => {
    await held.world?.stop();
  });
  return () => {
    if (!held.world) throw new Error('a world is there within a test');
    return held.world;
  };
}
