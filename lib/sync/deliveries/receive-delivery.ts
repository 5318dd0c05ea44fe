import { log } from '#lib/log.ts';
import type { WebhookAnswer, WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { answerHandshake, verifyDelivery } from '#lib/networks/webhook-guard.ts';
import { takeHandshake } from './handshake-throttle.ts';
import { keptHeaders } from './kept-headers.ts';
import { routeDelivery } from './route-delivery.ts';
import { DeliveriesOverflow } from './store-deliveries.ts';
import { DELIVERY_LIMIT } from './types.ts';
import { webhookApp } from './webhook-app.ts';

/**
 * What comes to a network's webhook address: answers its handshake; checks who sent it; stores it, and only then
 * says that it has it. It is read later.
 * @param appId the workspace's own app whose address it is; absent for the operator's
 * @param from the address that asks, as far as is known; it may be made up
 */
export async function receiveDelivery(
  { network, appId, from: given = 'unknown' }: { network: string; appId?: string; from?: string },
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  // As long as any real one is.
  const from = given.slice(0, 64);
  const door = connectorOf(network)?.webhook;
  if (!door) return answer(404, 'unknown network');
  if (request.body.length > DELIVERY_LIMIT) return answer(413, 'too large');
  const app = await webhookApp(network, appId);
  if (!app) return answer(404, 'unknown app');
  const handshake = answerHandshake(door, request, app.settings, () =>
    takeHandshake(`${network} ${app.networkAppId ?? ''}`, from),
  );
  if (handshake.kind !== 'none') {
    const { kind, answer: said } = handshake;
    const why = kind === 'refused' ? handshake.why : undefined;
    log[kind === 'answered' ? 'info' : 'warn'](
      { network, networkAppId: app.networkAppId, from, why },
      `handshake ${kind}`,
    );
    return said;
  }
  if (request.method !== 'POST') return answer(405, 'method not allowed');
  const verdict = verifyDelivery(door, request, app.settings, new Date());
  if (verdict !== 'genuine') {
    log.warn({ network, verdict, bytes: request.body.length }, 'webhook refused');
    return answer(401, verdict);
  }
  // Postgres takes no NUL in a text, and no JSON holds one.
  const body = Buffer.from(request.body).toString('utf8').replaceAll('\0', '');
  try {
    await routeDelivery(door, { network, headers: keptHeaders(request.headers), body }, app.networkAppId);
  } catch (error) {
    if (!(error instanceof DeliveriesOverflow)) throw error;
    log.error({ network }, 'webhook not taken: too many at once');
    return answer(503, 'busy');
  }
  return answer(200, 'ok');
}

function answer(status: number, body: string): WebhookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
