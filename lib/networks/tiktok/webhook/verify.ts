import type { AppSettings, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../../kit/hmac.ts';

/** How far ahead of ours the network's clock may be, in milliseconds. */
const AHEAD_MS = 5 * 60_000;

/**
 * "Webhooks": `Tiktok-Signature: t=…,s=…`, the HMAC of the time, a dot and the exact body, with the app's secret. A delivery
 * is repeated for up to 72 hours, and whether its time is then renewed is UNVERIFIED: a right signature is enough, however
 * old. A replay changes nothing, since each event is taken once.
 */
export function verify(request: WebhookRequest, app: AppSettings, now: Date): 'genuine' | 'forged' | 'stale' {
  const { clientSecret } = app;
  const header = request.headers['tiktok-signature'] ?? '';
  const fields = new Map(
    header
      .split(',')
      .map((field) => [field.slice(0, field.indexOf('=')).trim(), field.slice(field.indexOf('=') + 1).trim()]),
  );
  const at = fields.get('t') ?? '';
  if (!clientSecret || !/^\d{1,12}$/.test(at)) return 'forged';
  const expected = hmac(clientSecret, Buffer.concat([Buffer.from(`${at}.`), request.body]));
  if (!isSame(fields.get('s') ?? '', expected)) return 'forged';
  return Number(at) * 1000 > now.getTime() + AHEAD_MS ? 'stale' : 'genuine';
}
