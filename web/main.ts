import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import next from 'next';
import { log } from '#lib/log.ts';
import { checkAction } from './check-action.ts';
import { checkTarget } from './check-target.ts';
import { refuse } from './refuse.ts';

/**
 * The web: Next behind a check of its own. Next answers 500 to addresses that cannot be decoded, to methods that it
 * does not know and to most malformed bodies of server actions, before any code of ours runs (its proxy included), so
 * those are refused here. It runs in Next's own process: nothing is copied, no connection is opened.
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

// Next sends an action on to the page that has it, at this address; without it, to whatever `Host` the request names.
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
    // Who hung up in the middle of a body waits for no answer.
    if (checked.kind === 'gone') return response.destroy();
    await serve(checked.request, response);
  })().catch((error: unknown) => {
    log.error({ err: error, method: request.method }, 'a request failed outside of Next');
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.keepAliveTimeout = Number(values.keepAliveTimeout);
// A tunnel to elsewhere: Node would close the connection without a word.
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
