import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { NetworkError } from '../errors.ts';
import type { Answer } from '../kit/call.ts';
import { retryAfter } from '#lib/http/retry-after.ts';

const errorBody = z.object({ code: z.number(), message: z.string() });

const PAUSE_MS = 60_000;

/** What an answer means; null for success. The status decides, because few codes in bodies are documented. */
export function errorOfAnswer(answer: Answer, { writes, now }: { writes: boolean; now: Date }): NetworkError | null {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  const { code, message } = errorBody.partial().catch({}).parse(answer.json);
  const detail = [status, code, message].filter((part) => part !== undefined).join(' ');
  if (status === 401) return new NetworkError('unauthorized', 'bad_credentials', { detail });
  if (status === 403) return new NetworkError('refused', 'missing_permission', { detail });
  if (status === 404) return new NetworkError('gone', 'target_gone', { detail });
  if (status === 429) {
    return new NetworkError('rate_limited', 'rate_limited', { detail, retryAt: limitEnd(answer.headers, now) });
  }
  if (status === 408 || status >= 500) {
    return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unreachable', { detail });
  }
  return new NetworkError('refused', status < 400 ? 'unexpected_answer' : 'rejected', { detail });
}

/** As {@link errorOfAnswer}, for the token endpoint, where an invalid code or refresh token is a bad request. */
export function errorOfToken(answer: Answer, context: { writes: boolean; now: Date }): NetworkError | null {
  const error = errorOfAnswer(answer, context);
  if (answer.status !== 400 || !error) return error;
  return new NetworkError('unauthorized', 'bad_credentials', { detail: error.message });
}

/** When to call again. No document describes the form of these headers, so an unreadable one is ignored. */
export function limitEnd(headers: IncomingHttpHeaders, now: Date): Date {
  const announced = [retryAfter(headers, now), resetOf(headers, now)].filter((at) => at !== null);
  const latest = announced.toSorted((one, other) => other.getTime() - one.getTime())[0];
  return latest ?? new Date(now.getTime() + PAUSE_MS);
}

/** Both a span and a moment in epoch seconds are usual; a span never lasts a billion seconds. */
function resetOf(headers: IncomingHttpHeaders, now: Date): Date | null {
  const seconds = Number(headers['x-ratelimit-reset']);
  if (!(seconds > 0)) return null;
  return seconds > 1e9 ? new Date(seconds * 1000) : new Date(now.getTime() + seconds * 1000);
}
