// Preloaded into the web: limits how many connections stay open, and for how long a silent one does. Strangers can open
// many connections and send nothing, or one byte at a time; theirs are closed first.
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long the head of a request may take, in milliseconds. */
const HEAD_MS = 20_000;
/** How long a connection may be silent during an answer; live streams send something every 15 s. */
const SILENT_MS = 120_000;
const MOST_SOCKETS = 5_000;
/** The share of the process's open files that connections may use. */
const SHARE_OF_FILES = 0.8;
const SAY_EVERY_MS = 60_000;

type Use = { isNew: boolean; request: IncomingMessage | undefined };

const most = Math.max(100, Math.min(MOST_SOCKETS, Math.floor(openFilesLimit() * SHARE_OF_FILES)));
const uses = new Map<Socket, Use>(); // in the order in which they came
let closed = 0;
let saidAt = -SAY_EVERY_MS;

subscribe('tracing:net.server.listen:asyncStart', (message) => {
  const { server } = message as { server: unknown };
  if (!(server instanceof Server)) return;
  server.headersTimeout = HEAD_MS;
  server.setTimeout(SILENT_MS);
});

subscribe('net.server.socket', (message) => {
  const { socket } = message as { socket: Socket };
  uses.set(socket, { isNew: true, request: undefined });
  socket.once('close', () => uses.delete(socket));
  if (uses.size > most) closeOne(socket);
});

subscribe('http.server.request.start', (message) => {
  const { request, socket } = message as { request: IncomingMessage; socket: Socket };
  const use = uses.get(socket);
  if (use) Object.assign(use, { isNew: false, request });
});

subscribe('http.server.response.finish', (message) => {
  const { request, socket } = message as { request: IncomingMessage; socket: Socket };
  const use = uses.get(socket);
  if (use?.request === request) use.request = undefined;
});

/**
 * Chooses the oldest connection without a request; else an idle one; else one whose body is incomplete. When all others
 * are being served, it is the newest.
 */
function closeOne(newest: Socket): void {
  let chosen = newest;
  let least = 3;
  for (const [socket, use] of uses) {
    const rank = use.isNew ? 0 : !use.request ? 1 : use.request.complete ? 3 : 2;
    if (socket === newest || rank >= least) continue;
    chosen = socket;
    least = rank;
    if (rank === 0) break;
  }
  uses.delete(chosen);
  chosen.destroy();
  closed += 1;
  if (performance.now() - saidAt < SAY_EVERY_MS) return;
  saidAt = performance.now();
  console.error(`More than ${most} connections are open: ${closed} without a request were closed so far.`);
}

function openFilesLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft ? Number(soft) : Infinity;
  } catch {
    return 2_560; // macOS has no such file
  }
}
