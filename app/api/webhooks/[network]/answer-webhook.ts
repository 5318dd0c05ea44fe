import type { WebhookAnswer, WebhookRequest } from '#lib/networks/contract.ts';
import { HUNG_UP_STATUS, HungUp } from '#lib/http/request-body.ts';
import { visitorOf } from '#app/auth/visitor.ts';
import { readBody } from '#lib/sync/deliveries/read-body.ts';

/** Passes a webhook request to an act of lib, and returns its answer. */
export async function answerWebhook(
  request: Request,
  act: (request: WebhookRequest, from: string) => Promise<WebhookAnswer>,
): Promise<Response> {
  const given = await readBody(request).catch(hungUpAsNull);
  // A network that closes the connection early sends the delivery again.
  if (!given) return new Response(null, { status: HUNG_UP_STATUS });
  const sent = {
    method: request.method,
    query: Object.fromEntries(new URL(request.url).searchParams),
    headers: Object.fromEntries(request.headers),
    body: given,
  };
  const { status, contentType, body } = await act(sent, visitorOf(request.headers).ipAddress);
  const headers = { 'content-type': contentType, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  return new Response(body, { status, headers });
}

function hungUpAsNull(error: unknown): null {
  if (error instanceof HungUp) return null;
  throw error;
}
