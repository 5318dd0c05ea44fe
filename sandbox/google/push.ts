import type { WebhookRequest } from '#lib/networks/contract.ts';
import { pushToken } from './signing.ts';

/** A push of Cloud Pub/Sub to the operator's address. The format of `data` is not documented: this is a guess. */
export function pushOf(given: {
  type: string;
  place: string;
  id: string;
  token: string;
  number: number;
  now: Date;
}): WebhookRequest {
  const { type, place, id, token, number, now } = given;
  const data = { notificationType: type, locationName: place, reviewName: `${place}/reviews/${id}` };
  const body = {
    message: {
      data: Buffer.from(JSON.stringify(data)).toString('base64'),
      attributes: {},
      messageId: String(8_100_000_000 + number),
      publishTime: now.toISOString(),
    },
    subscription: 'projects/parvis-demo/subscriptions/business-profile-push',
  };
  return {
    method: 'POST',
    query: { token },
    headers: {
      'content-type': 'application/json',
      'user-agent': 'APIs-Google',
      authorization: `Bearer ${pushToken(now)}`,
    },
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}
