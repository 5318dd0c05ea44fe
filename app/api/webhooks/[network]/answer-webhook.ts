import type { WebhookAnswer, WebhookRequest } from '#lib/networks/contract.ts';
import { readBody } from '#lib/deliveries/read-body.ts';

/** Hands a request that came to a webhook's address to an act of lib, and its answer back. */
export async function answerWebhook(
  request: Request,
  act: (request: WebhookRequest) => Promise<WebhookAnswer>,
): Promise<Response> {
  const { status, contentType, body } = await act({
    method: request.method,
    query: Object.fromEntries(new URL(request.url).searchParams),
    headers: Object.fromEntries(request.headers),
    body: await readBody(request),
  });
  return new Response(body, { status, headers: { 'content-type': contentType, 'cache-control': 'no-store' } });
}
