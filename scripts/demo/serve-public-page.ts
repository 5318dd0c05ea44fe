import { once } from 'node:events';
import { createServer } from 'node:http';
import { publicThreads } from './public-threads.ts';
import { renderPage } from './render-page.ts';

interface Options {
  appViewUrl: string;
  brand: string;
  brandDid: string;
}

/** Serves, on loopback, the brand's threads as its audience sees them. */
export async function servePublicPage({ appViewUrl, brand, brandDid }: Options) {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
      return;
    }
    try {
      const page = renderPage({ brand, brandDid, threads: await publicThreads(appViewUrl, brandDid) });
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
    } catch {
      response.writeHead(502, { 'content-type': 'text/plain' }).end('The demo network does not answer.');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The demo page has no port.');
  return {
    url: `http://localhost:${address.port}`,
    stop: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
