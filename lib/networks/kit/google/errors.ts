import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { NetworkError, type NetworkErrorKind, type NetworkErrorReason } from '../../errors.ts';
import type { Answer } from '../call.ts';
import { retryAfter } from '#lib/http/retry-after.ts';
import { nextMidnight } from '../../next-midnight.ts';

type Meaning = readonly [NetworkErrorKind, NetworkErrorReason];

/** The meaning of a service's own reasons: `errors[0].reason`, `ErrorInfo.reason` or `status` in its error body. */
export type Meanings = Readonly<Record<string, Meaning>>;

/**
 * A refusal by a Google API with its reason, such as `commentsDisabled` or `SERVICE_DISABLED`. Empty when it gave
 * none.
 */
export class GoogleError extends NetworkError {
  readonly code: string;

  constructor([kind, reason]: Meaning, given: { code: string; detail: string; retryAt?: Date }) {
    super(kind, reason, { detail: given.detail, ...(given.retryAt ? { retryAt: given.retryAt } : {}) });
    this.code = given.code;
  }
}

/** Source: the common conventions of Google's APIs, the older error body and `google.rpc.Code`. */
const common: Meanings = {
  authError: ['unauthorized', 'bad_credentials'],
  UNAUTHENTICATED: ['unauthorized', 'bad_credentials'],
  insufficientPermissions: ['unauthorized', 'missing_permission'],
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: ['unauthorized', 'missing_permission'],
  accessNotConfigured: ['refused', 'app_not_set_up'],
  SERVICE_DISABLED: ['refused', 'app_not_set_up'],
  quotaExceeded: ['rate_limited', 'quota_spent'],
  dailyLimitExceeded: ['rate_limited', 'quota_spent'],
  rateLimitExceeded: ['rate_limited', 'rate_limited'],
  userRateLimitExceeded: ['rate_limited', 'rate_limited'],
  RATE_LIMIT_EXCEEDED: ['rate_limited', 'rate_limited'],
  RESOURCE_EXHAUSTED: ['rate_limited', 'rate_limited'],
  backendError: ['unavailable', 'unreachable'],
  INTERNAL: ['unavailable', 'unreachable'],
  UNAVAILABLE: ['unavailable', 'unreachable'],
  PERMISSION_DENIED: ['refused', 'missing_permission'],
  NOT_FOUND: ['gone', 'target_gone'],
  INVALID_ARGUMENT: ['refused', 'rejected'],
  FAILED_PRECONDITION: ['refused', 'rejected'],
};

const errorBody = z.object({
  error: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    details: z
      .array(z.object({ reason: z.string().optional(), metadata: z.record(z.string(), z.unknown()).optional() }))
      .optional()
      .catch(undefined),
  }),
});

/**
 * What an answer of a Google API means; null for success.
 * @param own the service's own reasons, which go before the common ones
 */
export function googleErrorOf(
  answer: Answer,
  { writes, now }: { writes: boolean; now: Date },
  own: Meanings,
): GoogleError | null {
  if (answer.status >= 200 && answer.status < 300) return null;
  const { words, message, hasNoQuota } = readError(answer.json);
  const [code = '', [kind, reason]] = meaningOf(words, answer.status, own);
  const detail = [answer.status, words[0], message].filter(Boolean).join(' ');
  // A project that Google has not approved has a quota of zero, so waiting does not help.
  if (kind === 'rate_limited' && hasNoQuota) return new GoogleError(['refused', 'approval_needed'], { code, detail });
  if (kind === 'rate_limited') {
    const retryAt =
      reason === 'quota_spent' ? nextMidnight('America/Los_Angeles', now) : afterPause(answer.headers, now);
    return new GoogleError([kind, reason], { code, detail, retryAt });
  }
  // A server that failed during a write may have performed it.
  if (kind === 'unavailable' && writes) return new GoogleError(['outcome_unknown', reason], { code, detail });
  return new GoogleError([kind, reason], { code, detail });
}

function meaningOf(words: string[], status: number, own: Meanings): [string | undefined, Meaning] {
  for (const table of [own, common]) {
    for (const word of words) {
      const meaning = Object.hasOwn(table, word) ? table[word] : undefined;
      if (meaning) return [word, meaning];
    }
  }
  return [words[0], meaningOfStatus(status)];
}

function meaningOfStatus(status: number): Meaning {
  if (status === 401) return ['unauthorized', 'bad_credentials'];
  if (status === 403) return ['refused', 'missing_permission'];
  if (status === 429) return ['rate_limited', 'rate_limited'];
  if (status === 408 || status >= 500) return ['unavailable', 'unreachable'];
  // A 404 without a reason is about a wrong address; it does not say that the target is gone.
  if (status === 404 || status < 400) return ['refused', 'unexpected_answer'];
  return ['refused', 'rejected'];
}

function readError(json: unknown): { words: string[]; message: string; hasNoQuota: boolean } {
  const parsed = errorBody.safeParse(json);
  if (!parsed.success) return { words: [], message: '', hasNoQuota: false };
  const { message = '', status, errors = [], details = [] } = parsed.data.error;
  const words = [...errors.map(({ reason }) => reason), ...details.map(({ reason }) => reason), status];
  return {
    words: words.filter((word) => word !== undefined),
    message: message.replace(/<[^>]*>/g, ''),
    hasNoQuota: details.some(({ metadata }) => String(metadata?.quota_limit_value) === '0'),
  };
}

/** Google does not say when a limit by the minute ends: a minute is enough for any of them. */
const PAUSE_MS = 60_000;

function afterPause(headers: IncomingHttpHeaders, now: Date): Date {
  return retryAfter(headers, now) ?? new Date(now.getTime() + PAUSE_MS);
}
