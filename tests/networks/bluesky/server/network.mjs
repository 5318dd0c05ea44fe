/**
 * A complete local AT Protocol network: identity directory, personal data server, app view, moderation service.
 * Prints one JSON line when it is ready, then answers the commands it reads on standard input, one JSON object a line:
 *   {"id": 1, "cmd": "process"}  →  {"id": 1, "ok": true} once the app view has seen everything written so far
 * Stops when standard input closes (its parent is gone) and on SIGTERM or SIGINT.
 *
 * DB_POSTGRES_URL: an empty database of its own. NETWORK_RATE_LIMITS=true: the data server counts and refuses requests
 * as the public one does. NETWORK_PUBLIC_URL: where somebody else serves the app view, for its image addresses.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

// The servers keep repositories and blobs under the temporary folder and leave them behind: give them one to remove.
const home = mkdtempSync(path.join(tmpdir(), 'bluesky-network-'));
process.env.TMPDIR = home;
process.on('exit', () => rmSync(home, { recursive: true, force: true }));

// The start insists that this is set; nothing in this version connects to it.
process.env.REDIS_HOST ??= 'unused';

const POLL_MS = 20;

const started = start();
started.then(announce, (error) => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});

async function start() {
  const { TestNetwork } = await import('@atproto/dev-env');
  const appViewPort = await freePort();
  const network = await TestNetwork.create({
    dbPostgresSchema: 'network',
    pds: {
      rateLimitsEnabled: process.env.NETWORK_RATE_LIMITS === 'true',
      // As on the public service: a session comes with the identity document, which names the data server.
      enableDidDocWithSession: true,
    },
    // The app view writes image addresses with this one, and serves them under it.
    bsky: { port: appViewPort, publicUrl: process.env.NETWORK_PUBLIC_URL || `http://localhost:${appViewPort}` },
  });
  // When nothing happens the data server looks for news ever more slowly, up to once a second; no test should wait for that.
  network.pds.ctx.sequencer.exponentialBackoff = () => sleep(POLL_MS);
  // The app view tried the data server before that was up, and would wait before it tries again.
  await network.bsky.sub.restart();
  await network.processAll(30_000);
  return network;
}

function announce({ pds, plc, bsky }) {
  answer({ ready: true, pdsUrl: pds.url, plcUrl: plc.url, bskyUrl: bsky.url, pid: process.pid });
}

const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

const commands = {
  process: async () => (await started).processAll(30_000),
};

const input = createInterface({ input: process.stdin });
input.on('line', async (line) => {
  let id;
  try {
    const command = JSON.parse(line);
    id = command.id;
    if (!Object.hasOwn(commands, command.cmd)) throw new Error(`unknown command ${command.cmd}`);
    await commands[command.cmd]();
    answer({ id, ok: true });
  } catch (error) {
    answer({ id, ok: false, error: String(error?.message ?? error) });
  }
});

// Nothing of the network is kept, so nothing has to be closed in good order.
const stop = () => process.exit(0);

input.once('close', stop);
process.once('SIGTERM', stop);
process.once('SIGINT', stop);

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
