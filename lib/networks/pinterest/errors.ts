import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { NetworkError } from '../errors.ts';
import type { Answer } from '../kit/call.ts';

const errorBody = z.object({ code: z.number(), message: z.string() });

const PAUSE_MS = 60_000;

/** What an answer means; null when it is a good one. The status decides: few of the numbers in bodies are documented. */
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

/** As {@link errorOfAnswer}, for the token endpoint: a code or a refresh token that is taken no more is a bad request there. */
export function errorOfToken(answer: Answer, context: { writes: boolean; now: Date }): NetworkError | null {
  const error = errorOfAnswer(answer, context);
  if (answer.status !== 400 || !error) return error;
  return new NetworkError('unauthorized', 'bad_credentials', { detail: error.message });
}

/** Until when to wait: the form of these headers is in no document, so that what is no number counts as not said. */
export function limitEnd(headers: IncomingHttpHeaders, now: Date): Date {
  const seconds = [headers['retry-after'], headers['x-ratelimit-reset']].map(Number).filter((value) => value > 0);
  const [longest = PAUSE_MS / 1000] = seconds.toSorted((one, other) => other - one);
  // Both a span and a moment are usual: a billion seconds is no span.
  return longest > 1e9 ? new Date(longest * 1000) : new Date(now.getTime() + longest * 1000);
}
