import { z } from 'zod';
import type { AppSettings, ErasureHandler, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../hmac.ts';

const payload = z.object({ user_id: z.union([z.string(), z.number()]).transform(String) });

/**
 * The "data deletion request callback" of Facebook Login: a form with `signed_request`, which is
 * `base64url(HMAC-SHA256(app secret, second part)).base64url(JSON)`. UNVERIFIED: written from "Facebook Login, Data
 * deletion callback" and not tried against the network. The person's id is scoped to the app and may differ from the
 * ids in their comments: then nothing is found and nothing is erased.
 */
export const metaErasure: ErasureHandler = {
  read: (request, app) => {
    const signed = readSignedRequest(request, app);
    return signed ? [signed.user_id] : null;
  },
  answer: ({ statusUrl, code }) => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify({ url: statusUrl, confirmation_code: code }),
  }),
};

/** The content of a `signed_request`; null when it is forged or unreadable. */
function readSignedRequest(request: WebhookRequest, app: AppSettings): z.infer<typeof payload> | null {
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'));
  const [signature = '', encoded = ''] = (form.get('signed_request') ?? '').split('.');
  if (!app.clientSecret || !encoded) return null;
  const given = signature.replace(/=+$/, '');
  if (!isSame(given, hmac(app.clientSecret, encoded, 'base64url'))) return null;
  try {
    return payload.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
