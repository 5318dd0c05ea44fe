import { afterEach, beforeEach } from 'vitest';
import { linkedin } from '#lib/networks/linkedin/connector.ts';
import type { LinkedInCredentials } from '#lib/networks/linkedin/credentials.ts';
import { createSandbox, type LinkedInSandbox } from '#sandbox/linkedin/sandbox.ts';
import { connectChannel, type TestChannel } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

export type LinkedInWorld = Awaited<ReturnType<typeof startWorld>>;

/** LinkedIn's sandbox with its own switches, and the page's channel. */
export async function startWorld() {
  let made: LinkedInSandbox | null = null;
  const create = (...given: Parameters<typeof createSandbox>) => (made = createSandbox(...given));
  const server = await serveChecked('linkedin', create);
  const served = server.networks.get('linkedin');
  const sandbox = made as LinkedInSandbox | null; // assigned while it was served
  if (!served || !sandbox) throw new Error('the sandbox was not made');
  const app = { baseUrl: served.url, ...sandbox.app, options: { ...sandbox.app.options, timeout_ms: '2000' } };
  const context = { app, signal: AbortSignal.timeout(60_000), now: () => new Date() };
  const connect = (): Promise<TestChannel<LinkedInCredentials>> =>
    connectChannel(linkedin, sandbox.connectInput(), app);
  return { sandbox, app, context, connect, calls: served.calls, stop: () => server.stop() };
}

/** A sandbox for every test of a file. */
export function worldOfEach() {
  const held: { world: LinkedInWorld | null } = { world: null };
  beforeEach(async () => {
    held.world = await startWorld();
  });
  afterEach(async () => held.world?.stop());
  return () => {
    if (!held.world) throw new Error('a world is there within a test');
    return held.world;
  };
}
