import { z } from 'zod';
import { NetworkError } from '../errors.ts';
import type { Answer } from '../kit/call.ts';
import { retryAfter } from '#lib/http/retry-after.ts';

const errorBody = z.object({
  request_status: z.string().optional().catch(undefined),
  error_code: z.string().optional().catch(undefined),
  debug_message: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
});

const PAUSE_MS = 60_000;

/**
 * What an answer means; null for success. Parvis only reads from Snapchat. An answer of 200 can contain `ERROR` or
 * `PARTIAL`.
 */
export function errorOfAnswer(answer: Answer, { now }: { now: Date }): NetworkError | null {
  const { status } = answer;
  const said = errorBody.catch({}).parse(answer.json);
  const detail = [status, said.request_status, said.error_code ?? said.error, said.debug_message]
    .filter(Boolean)
    .join(' ');
  if (status >= 200 && status < 300) {
    const isWhole = said.request_status === undefined || said.request_status === 'SUCCESS';
    return isWhole ? null : new NetworkError('unavailable', 'unexpected_answer', { detail });
  }
  if (status === 401) return new NetworkError('unauthorized', 'bad_credentials', { detail });
  // A role on the profile is missing, or Snap did not put the app on its allowlist, which every app needs.
  if (status === 403) return new NetworkError('refused', 'approval_needed', { detail });
  if (status === 404) return new NetworkError('gone', 'target_gone', { detail });
  if (status === 429) {
    const retryAt = retryAfter(answer.headers, now) ?? new Date(now.getTime() + PAUSE_MS);
    return new NetworkError('rate_limited', 'rate_limited', { detail, retryAt });
  }
  if (status === 408 || status >= 500) return new NetworkError('unavailable', 'unreachable', { detail });
  return new NetworkError('refused', status < 400 ? 'unexpected_answer' : 'rejected', { detail });
}

/**
 * As {@link errorOfAnswer}, for the token endpoint (RFC 6749, section 5.2). Only an ended grant disconnects the
 * channel.
 */
export function errorOfToken(answer: Answer, context: { now: Date }): NetworkError | null {
  const { error } = errorBody.catch({}).parse(answer.json);
  if (error === 'invalid_grant') return new NetworkError('unauthorized', 'bad_credentials', { detail: error });
  if (error === 'invalid_client') return new NetworkError('refused', 'app_not_set_up', { detail: error });
  return errorOfAnswer(answer, context);
}
