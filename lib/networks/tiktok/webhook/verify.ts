import type { AppSettings, WebhookRequest } from '../../contract.ts';
import { hmac, isSame } from '../../kit/hmac.ts';

const LIFE_MS = 5 * 60_000;

/** "Webhooks": `Tiktok-Signature: t=…,s=…`, the HMAC of the time, a dot and the exact body, with the app's secret. */
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
  return Math.abs(now.getTime() - Number(at) * 1000) > LIFE_MS ? 'stale' : 'genuine';
}
