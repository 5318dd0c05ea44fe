import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { publicThreads } from './public-threads.ts';
import { renderPage } from './render-page.ts';

/** What stands behind the address, once it is there. */
type Behind = {
  /** The personal data server, which answers the API. */
  serviceUrl: string;
  /** The app view, which serves the images. */
  appViewUrl: string;
  brand: string;
  brandDid: string;
};

/** What belongs to one connection, or no longer fits the body once it was read. */
const OWN_HEADERS = new Set([
  'connection',
  'content-length',
  'content-encoding',
  'host',
  'keep-alive',
  'transfer-encoding',
]);

/**
 * Serves the local network under one address on loopback: its API, its images, and at `/` the brand's threads as its audience
 * sees them. One address, because media is fetched from a private one only if the operator has configured it.
 */
export async function serveNetwork() {
  let behind: Behind | null = null;
  const server = createServer((request, response) => {
    answer(behind, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(502, { 'content-type': 'text/plain' });
      response.end('The demo network does not answer.');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The demo network has no port.');
  return {
    url: `http://localhost:${address.port}`,
    open: (given: Behind) => {
      behind = given;
    },
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(behind: Behind | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  if (behind && path === '/') {
    const { brand, brandDid, appViewUrl } = behind;
    const page = renderPage({ brand, brandDid, threads: await publicThreads(appViewUrl, brandDid) });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
  } else if (behind && path.startsWith('/xrpc/')) await pass(request, response, behind.serviceUrl);
  else if (behind && path.startsWith('/img/')) await pass(request, response, behind.appViewUrl);
  else response.writeHead(behind ? 404 : 503, { 'content-type': 'text/plain' }).end('Not found');
}

async function pass(request: IncomingMessage, response: ServerResponse, origin: string): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // a request's stream gives buffers
  const body = Buffer.concat(chunks);
  const given = await fetch(new URL(request.url ?? '/', origin), {
    method: request.method ?? 'GET',
    headers: withoutOwn(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    ...(body.length > 0 ? { body } : {}),
    redirect: 'manual',
  });
  const bytes = Buffer.from(await given.arrayBuffer());
  response.writeHead(given.status, Object.fromEntries(withoutOwn([...given.headers]))).end(bytes);
}

function withoutOwn(headers: [string, string][]): [string, string][] {
  return headers.filter(([name]) => !OWN_HEADERS.has(name));
}
