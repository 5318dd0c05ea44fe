import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { receiveDelivery } from '#lib/sync/deliveries/receive-delivery.ts';

/** Receives webhooks as the web does, without the web: at `/<network>/<id of the app>`. */
export async function startWebhookServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const http = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer); // the stream of a request yields buffers
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost');
    const [, network = '', appId = ''] = pathname.split('/');
    const answer = await receiveDelivery(
      { network, appId },
      {
        method: incoming.method ?? 'GET',
        query: Object.fromEntries(searchParams),
        headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.concat(chunks),
      },
    ).catch((error: unknown) => ({ status: 500, contentType: 'text/plain', body: String(error) }));
    response.writeHead(answer.status, { 'content-type': answer.contentType });
    response.end(answer.body);
  });
  await new Promise<void>((ready) => http.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, // it listens on a port
    close: () =>
      new Promise((closed) => {
        http.close(() => closed());
        http.closeAllConnections();
      }),
  };
}
