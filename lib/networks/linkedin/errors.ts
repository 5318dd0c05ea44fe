import { z } from 'zod';
import { NetworkError } from '../errors.ts';
import type { Answer } from '../kit/call.ts';
import { retryAfter } from '#lib/http/retry-after.ts';
import { nextMidnight } from '../next-midnight.ts';

const errorBody = z.object({
  message: z.string().catch(''),
  serviceErrorCode: z.number().optional().catch(undefined),
  code: z.string().catch(''),
});
const oauthError = z.object({ error: z.string(), error_description: z.string().catch('') });

const PAUSE_MS = 15 * 60_000;

/** What an answer of the API means ("Error handling"); null for success. */
export function errorOfAnswer(answer: Answer, { writes, now }: { writes: boolean; now: Date }): NetworkError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const { message, code, serviceErrorCode } = errorBody.catch({ message: '', code: '' }).parse(answer.json);
  const detail = [status, serviceErrorCode, code, message].filter(Boolean).join(' ');
  switch (status) {
    case 401:
      return new NetworkError('unauthorized', 'bad_credentials', { detail });
    case 403:
      return new NetworkError('refused', 'missing_permission', { detail });
    case 404:
    case 410:
      return new NetworkError('gone', 'target_gone', { detail });
    case 408:
      return broken(writes, detail);
    case 409:
      // Two changes collided and this one was not applied: it is safe to retry.
      return new NetworkError('unavailable', 'rejected', { detail });
    case 426:
      return new NetworkError('refused', 'app_not_set_up', { detail });
    case 429:
      return new NetworkError('rate_limited', 'rate_limited', { detail, retryAt: limitEnd(answer, now) });
  }
  if (status >= 500) return broken(writes, detail);
  if (status < 400) return new NetworkError(writes ? 'outcome_unknown' : 'refused', 'unexpected_answer', { detail });
  if (/duplicate/i.test(message)) return new NetworkError('refused', 'duplicate_text', { detail });
  return new NetworkError('refused', 'rejected', { detail });
}

/**
 * What an answer of the OAuth endpoints means ("Programmatic refresh tokens"). Only an ended grant disconnects the
 * channel.
 */
export function errorOfOAuth(answer: Answer, context: { writes: boolean; now: Date }): NetworkError | null {
  const said = oauthError.safeParse(answer.json);
  if (answer.status < 400 || answer.status >= 429 || !said.success) return errorOfAnswer(answer, context);
  const { error, error_description: words } = said.data;
  const detail = `${answer.status} ${error} ${words}`.trim();
  const isDead = error === 'invalid_grant' || /invalid, expired or revoked/i.test(words);
  if (isDead) return new NetworkError('unauthorized', 'bad_credentials', { detail });
  const isApp = error === 'invalid_client' || error === 'unauthorized_client';
  return new NetworkError('refused', isApp ? 'app_not_set_up' : 'rejected', { detail });
}

/** Until when to stop calling an endpoint that refused a call. Usually no header says it; a day's quota ends at midnight UTC. */
export function limitEnd(answer: Pick<Answer, 'json' | 'headers'>, now: Date): Date {
  const announced = retryAfter(answer.headers, now);
  if (announced) return announced;
  const { message } = errorBody.catch({ message: '', code: '' }).parse(answer.json);
  return /\b(day|daily)\b/i.test(message) ? nextMidnight('UTC', now) : new Date(now.getTime() + PAUSE_MS);
}

/** A gateway that timed out may have forwarded the write. */
function broken(writes: boolean, detail: string): NetworkError {
  return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unreachable', { detail });
}
