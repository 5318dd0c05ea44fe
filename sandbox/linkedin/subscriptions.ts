import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import type { SandboxAnswer, SandboxRequest } from '../kit/types.ts';
import { app } from './oauth.ts';
import { failure, json, notFound, notificationView } from './views.ts';
import { ADMIN, ORG, type Notification } from './world.ts';

export const APPLICATION = '4242424';
const KEY =
  /^\(developerApplication:([^,()]+),user:([^,()]+),entity:([^,()]+),eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS\)$/;

/** Who is subscribed to what, and the pushes that wait. */
export class Subscriptions {
  webhook: string | null = null;
  isWithheld = false;
  #waiting: WebhookRequest[] = [];

  handle({ method, body }: SandboxRequest, key: string): SandboxAnswer {
    const [, application, user, entity] = (KEY.exec(key) ?? []).map(decodeURIComponent);
    const isMine = application === `urn:li:developerApplication:${APPLICATION}` && user === ADMIN && entity === ORG;
    if (!isMine || this.isWithheld)
      return failure(403, 'ACCESS_DENIED', 'Not enough permissions to access: eventSubscriptions', 100);
    if (method === 'PUT') {
      const { webhook } = JSON.parse(body.toString()) as { webhook?: unknown }; // a body of another shape has no address
      if (typeof webhook !== 'string') return failure(422, 'UNPROCESSABLE_ENTITY', 'webhook is missing');
      this.webhook = webhook;
      return { status: 204 };
    }
    if (method === 'DELETE') {
      this.webhook = null;
      return { status: 204 };
    }
    return this.webhook === null ? notFound : json(200, { webhook: this.webhook, expiresAt: 1_800_000_000_000 });
  }

  push(notification: Notification): void {
    const { body } = json(200, {
      type: 'ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS',
      notifications: [notificationView(notification)],
    });
    const bytes = Buffer.from(String(body));
    const signature = createHmac('sha256', app.clientSecret).update('hmacsha256=').update(bytes).digest('hex');
    this.#waiting.push({
      method: 'POST',
      query: {},
      headers: { 'content-type': 'application/json', 'x-li-signature': signature },
      body: bytes,
    });
  }

  take(): WebhookRequest[] {
    return this.#waiting.splice(0);
  }
}

const CHALLENGE = '890e4665-4dfe-4ab1-b689-ed553bceeed0';

/** The check that an address belongs to the app, and the expected answer. */
export function handshake() {
  const request: WebhookRequest = {
    method: 'GET',
    query: { challengeCode: CHALLENGE, applicationId: APPLICATION },
    headers: {},
    body: new Uint8Array(),
  };
  const challengeResponse = createHmac('sha256', app.clientSecret).update(CHALLENGE).digest('hex');
  const wanted = JSON.stringify({ challengeCode: CHALLENGE, challengeResponse });
  return {
    request,
    isAnswered: (answer: { status: number; body: string }) => answer.status === 200 && answer.body === wanted,
  };
}
