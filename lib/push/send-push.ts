import { createHash } from 'node:crypto';
import { guardedFetch } from '#lib/http/guarded-fetch.ts';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { retryAfter } from '#lib/http/retry-after.ts';
import { encryptPayload } from './encrypt-payload.ts';
import { readPushKey, vapidHeader } from './push-key.ts';
import { recordPush } from './rest.ts';
import { forgetPushTarget, type PushTarget } from './subscriptions.ts';
import type { PushMessage } from './types.ts';

const TIMEOUT_MS = 10_000;
/** A push service keeps a message this long for a browser that is away, in seconds: later it is no news. */
const TTL_SECONDS = 12 * 3_600;
/** A topic has at most 32 characters of base64url. Source: RFC 8030, 5.4. */
const TOPIC_BYTES = 24;

/** With these a push service refuses our key. Source: RFC 8292, 4.2. */
const OUR_KEY = new Set([401, 403]);

/**
 * How a message to a push service ended. `again`: it was certainly not taken, and trying later may help; `retryAt` if the
 * service says when. `gone`: the browser has ended its subscription, which is removed.
 * @property isTheirs the service was silent or out of order: a fault of our own network or key is none of it
 */
export type PushOutcome =
  | { kind: 'sent' | 'gone' }
  | { kind: 'again'; reason: string; retryAt: Date | null; isTheirs: boolean }
  | { kind: 'failed'; reason: string; isTheirs: boolean };

/**
 * Sends a message to one browser (RFC 8030). A message that waits there with the same tag is replaced.
 * @param options.isUrgent also wakes a device that saves power
 */
export async function sendPush(
  target: PushTarget,
  message: PushMessage,
  { isUrgent = false, now = new Date() } = {},
): Promise<PushOutcome> {
  const outcome = await call(target, message, { isUrgent, now });
  if (outcome.kind === 'sent' || ('isTheirs' in outcome && outcome.isTheirs)) {
    await recordPush(target.id, { isTaken: outcome.kind === 'sent', now });
  }
  return outcome;
}

async function call(
  target: PushTarget,
  message: PushMessage,
  { isUrgent, now }: { isUrgent: boolean; now: Date },
): Promise<PushOutcome> {
  const key = await readPushKey();
  try {
    const { status, headers } = await guardedFetch(target.endpoint, {
      method: 'POST',
      headers: {
        authorization: vapidHeader(key, target.endpoint),
        'content-type': 'application/octet-stream',
        'content-encoding': 'aes128gcm',
        ttl: String(TTL_SECONDS),
        urgency: isUrgent ? 'high' : 'normal',
        topic: topicOf(message.tag),
      },
      body: encryptPayload(JSON.stringify(message), target),
      timeoutMs: TIMEOUT_MS,
      maxBytes: 100_000,
    });
    if (status >= 200 && status < 300) return { kind: 'sent' };
    if (status === 404 || status === 410) {
      await forgetPushTarget(target);
      return { kind: 'gone' };
    }
    const reason = `the push service answered ${status}`;
    if (status === 429 || status >= 500) {
      return { kind: 'again', reason, retryAt: retryAfter(headers, now) ?? null, isTheirs: true };
    }
    return { kind: 'failed', reason, isTheirs: !OUR_KEY.has(status) };
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const isLost = error.sent || error.kind === 'address_not_allowed';
    const why = { reason: error.kind, isTheirs: error.kind === 'timed_out' };
    return isLost ? { kind: 'failed', ...why } : { kind: 'again', ...why, retryAt: null };
  }
}

const topicOf = (tag: string) =>
  createHash('sha256').update(tag).digest().subarray(0, TOPIC_BYTES).toString('base64url');
