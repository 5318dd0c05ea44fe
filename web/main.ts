import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { log } from '#lib/log.ts';
import { checkAction } from './check-action.ts';
import { checkTarget } from './check-target.ts';
import { refuse } from './refuse.ts';
import { withWholeBody } from './request-body.ts';

/**
 * The web server: Next behind our own check of every request. Next answers 500 to addresses that cannot be decoded, to
 * unknown methods and to most malformed bodies of server actions, before any of our code runs (its proxy included), so
 * these are refused here. The check runs in Next's own process and costs no copy and no connection.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '3000' },
    hostname: { type: 'string' },
    /** In milliseconds. */
    keepAliveTimeout: { type: 'string', default: '75000' },
  },
});
const port = Number(values.port);
const hostname = values.hostname;

// Next forwards an action to its page at this address; without it, to whatever `Host` the request names.
process.env.__NEXT_PRIVATE_ORIGIN = `http://${hostname ?? 'localhost'}:${port}`;

const web = next({ dev: false, dir: process.cwd(), port, ...(hostname ? { hostname } : {}) });
await web.prepare();
const serve = web.getRequestHandler();

const server = createServer((request, response) => {
  void (async () => {
    const refused = checkTarget(request);
    if (refused) return refuse(request, response, refused);
    const checked = await checkAction(request);
    if (checked.kind === 'refused') return refuse(request, response, checked.refused);
    const whole = checked.kind === 'gone' ? null : await withWholeBody(checked.request);
    // A client that went away in the middle of its body expects no answer.
    if (!whole) return leave(request, response);
    await serve(whole, response);
  })().catch((error: unknown) => {
    if (request.socket.destroyed) return leave(request, response);
    log.error({ err: error, method: request.method }, 'a request failed outside of Next');
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
/** Ends a request whose client went away: nothing is wrong on our side, and nobody reads an answer. */
function leave({ method, url }: IncomingMessage, response: ServerResponse): void {
  log.debug({ method, path: url?.split('?', 1)[0] }, 'the client went away');
  response.destroy();
}

server.keepAliveTimeout = Number(values.keepAliveTimeout);
// CONNECT asks for a tunnel; without a handler, Node closes the connection without an answer.
server.on('connect', (_, socket) => {
  socket.on('error', () => socket.destroy());
  socket.end(
    'HTTP/1.1 405 Method Not Allowed\r\nallow: GET, HEAD, POST\r\nconnection: close\r\ncontent-length: 0\r\n\r\n',
  );
});
server.on('error', (error) => {
  log.fatal({ err: error }, 'the web cannot listen');
  process.exit(1);
});
server.listen(port, hostname, () => log.info({ hostname, port }, 'web started'));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => void web.close().finally(() => process.exit(0)));
  });
}
