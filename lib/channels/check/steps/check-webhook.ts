import { env } from '#lib/env.ts';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { webhookAddress } from '../../addresses.ts';
import { createPing, isPong, PING_HEADER } from '../ping.ts';
import type { CheckedChannel } from './checked-channel.ts';
import type { CheckResult } from '../types.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 10_000;

/**
 * Sends a signed ping to the address to which the network pushes. It leaves this machine as the network's deliveries reach
 * it, as far as can be told from here: by the public name, through proxies and TLS.
 */
export async function checkWebhook({ connector, context, networkAppId }: CheckedChannel): Promise<CheckResult> {
  const { PUBLIC_URL } = env();
  // Networks push to https only; one that was replaced by another server may push to any address.
  const isUsable = PUBLIC_URL?.startsWith('https:') || (PUBLIC_URL && context.app.baseUrl !== undefined);
  if (!isUsable) return { outcome: 'unknown', reason: 'no_public_address' };
  const { word, header } = createPing();
  const { signal } = context;
  const address = webhookAddress(connector.network, networkAppId);
  const request = {
    method: 'POST',
    headers: { [PING_HEADER]: header },
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
  } as const;
  try {
    const { status, headers, body } = await guardedFetch(address, { ...request, signal });
    if (isPong(body.toString('utf8'), word)) return { outcome: 'passed' };
    if (status >= 300 && status < 400) return failed('webhook_redirects', `HTTP ${status} ${hostOf(headers.location)}`);
    return failed('webhook_foreign', `HTTP ${status}`);
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const words = error.message === error.kind ? error.kind : `${error.kind}: ${error.message}`;
    return failed('webhook_unreachable', words);
  }
}

function failed(reason: string, detail: string): CheckResult {
  return { outcome: 'failed', reason, detail: detail.trim().slice(0, 500) };
}

/** Where a redirect leads, without its path, which may carry anything. */
function hostOf(location: string | undefined): string {
  return URL.parse(location ?? '')?.origin ?? '';
}
