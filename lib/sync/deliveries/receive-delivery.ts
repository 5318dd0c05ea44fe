import { answerPing, PING_HEADER } from '#lib/channels/check/ping.ts';
import { log } from '#lib/log.ts';
import type { AppSettings, WebhookAnswer, WebhookHandler, WebhookRequest } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { answerHandshake, verifyDelivery } from '#lib/networks/webhook-guard.ts';
import { takeHandshake } from './handshake-throttle.ts';
import { storedHeaders } from './stored-headers.ts';
import { routeDelivery } from './route-delivery.ts';
import { DeliveriesOverflow } from './store-deliveries.ts';
import { DELIVERY_LIMIT } from './types.ts';
import { webhookApp } from './webhook-app.ts';

/** How long a network may take to tell how its requests are proven, in milliseconds. */
const PROOF_MS = 5_000;

/**
 * Handles a request to a network's webhook address: answers a handshake, or verifies the sender, stores the delivery and
 * only then acknowledges it. The delivery is processed later.
 * @param appId the workspace's own app whose address was called; absent for the operator's
 * @param from the client address, which may be forged
 */
export async function receiveDelivery(
  { network, appId, from: given = 'unknown' }: { network: string; appId?: string; from?: string },
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  // No real address is longer.
  const from = given.slice(0, 64);
  const handler = connectorOf(network)?.webhook;
  if (!handler) return answer(404, 'unknown network');
  if (request.body.length > DELIVERY_LIMIT) return answer(413, 'too large');
  const app = await webhookApp(network, appId);
  if (!app) return answer(404, 'unknown app');
  // Our own check of the address: it proves that this path of this address leads here.
  const pong = request.method === 'POST' ? answerPing(request.headers[PING_HEADER]) : null;
  if (pong !== null) return answer(200, pong);
  const handshake = answerHandshake(handler, request, app.settings, () =>
    takeHandshake(`${network} ${app.networkAppId ?? ''}`, from),
  );
  if (handshake.kind !== 'none') {
    const { kind, answer: reply } = handshake;
    const why = kind === 'refused' ? handshake.why : undefined;
    log[kind === 'answered' ? 'info' : 'warn'](
      { network, networkAppId: app.networkAppId, from, why },
      `handshake ${kind}`,
    );
    return reply;
  }
  if (request.method !== 'POST') return answer(405, 'method not allowed');
  const verdict = verifyDelivery(handler, request, app.settings, new Date());
  if (verdict !== 'genuine') {
    log.warn({ network, verdict, bytes: request.body.length }, 'webhook refused');
    return answer(401, verdict);
  }
  const isProven = await isSenderProven(handler, request, app.settings).catch((error: unknown) => {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ network, error: error.message }, 'webhook put off: its sender cannot be checked now');
    return null;
  });
  if (isProven === null) return answer(503, 'busy');
  if (!isProven) {
    log.warn({ network, bytes: request.body.length }, 'webhook refused: no proof of its sender');
    return answer(401, 'forged');
  }
  // Postgres cannot store NUL in a text, and JSON never contains one.
  const body = Buffer.from(request.body).toString('utf8').replaceAll('\0', '');
  try {
    await routeDelivery(handler, { network, headers: storedHeaders(request.headers), body }, app.networkAppId);
  } catch (error) {
    if (!(error instanceof DeliveriesOverflow)) throw error;
    log.error({ network }, 'webhook not stored: too many at once');
    return answer(503, 'busy');
  }
  return answer(200, 'ok');
}

async function isSenderProven(
  { isSenderProven: prove }: Pick<WebhookHandler<never>, 'isSenderProven'>,
  request: WebhookRequest,
  app: AppSettings,
): Promise<boolean> {
  if (!prove) return true;
  return await prove(request, { app, signal: AbortSignal.timeout(PROOF_MS), now: () => new Date() });
}

function answer(status: number, body: string): WebhookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
