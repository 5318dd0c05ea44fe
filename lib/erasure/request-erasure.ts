import { randomBytes } from 'node:crypto';
import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import { DELIVERY_LIMIT } from '#lib/sync/deliveries/types.ts';
import { webhookApp } from '#lib/sync/deliveries/webhook-app.ts';
import { log } from '#lib/log.ts';
import { publicLink } from '#lib/mail/public-link.ts';
import type { WebhookAnswer, WebhookRequest } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';

/** Stores an erasure request that a network passed on, and answers with the address of its status page. */
export async function requestErasure(
  { network }: { network: string },
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const handler = connectorOf(network)?.erasure;
  const app = handler && (await webhookApp(network));
  if (!app) return answer(404, 'unknown network');
  if (request.body.length > DELIVERY_LIMIT) return answer(413, 'too large');
  const externalIds = handler.read(request, app.settings, new Date());
  if (!externalIds) {
    log.warn({ network, bytes: request.body.length }, 'erasure request refused');
    return answer(401, 'forged');
  }
  const code = randomBytes(16).toString('hex');
  await outsideWorkspaces().erasureRequest.create({ data: { code, network, externalIds }, select: { code: true } });
  log.info({ network, code }, 'erasure requested');
  return handler.answer({ code, statusUrl: publicLink(`/erasure/${code}`) });
}

function answer(status: number, body: string): WebhookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}
