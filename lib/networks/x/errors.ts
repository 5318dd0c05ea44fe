import type { IncomingHttpHeaders } from 'node:http';
import { NetworkError, type NetworkErrorKind, type NetworkErrorReason } from '../errors.ts';
import type { Answer } from '../kit/call.ts';
import type { EndpointName } from './limits.ts';
import { problemAnswer, type ProblemAnswer } from './wire.ts';

type Meaning = readonly [NetworkErrorKind, NetworkErrorReason];

/** Codes of the network's first API that answers still contain. Source: the table of codes in its old documentation. */
const codes: Record<number, Meaning> = {
  34: ['gone', 'target_gone'],
  64: ['unauthorized', 'account_suspended'],
  88: ['rate_limited', 'rate_limited'],
  89: ['unauthorized', 'bad_credentials'],
  144: ['gone', 'target_gone'],
  150: ['refused', 'recipient_closed'],
  151: ['refused', 'recipient_closed'],
  186: ['refused', 'text_too_long'],
  187: ['refused', 'duplicate_text'],
  349: ['refused', 'recipient_closed'],
  385: ['gone', 'target_gone'],
  433: ['refused', 'replies_not_allowed'],
  476: ['refused', 'recipient_closed'],
};

/** The meaning of a 403 without a known code, for each endpoint. */
const forbidden: Partial<Record<EndpointName, Meaning>> = {
  post: ['refused', 'not_summoned'],
  sendMessage: ['refused', 'recipient_closed'],
  like: ['refused', 'tier_needed'],
  hide: ['refused', 'not_own_thread'],
  deletePost: ['refused', 'not_own_message'],
};

const HOUR_MS = 3_600_000;
/** A person must buy credits: the next attempt is within the day, but not in a loop. */
const OUT_OF_CREDITS_MS = 6 * HOUR_MS;
const USAGE_CAP_MS = 24 * HOUR_MS;
const DEFAULT_WAIT_MS = 15 * 60_000;
const SHORTEST_WAIT_MS = 1_000;

/**
 * What an answer means; null for success. After a server error, the outcome of a write is unknown. Source:
 * docs.x.com, "Response codes & errors".
 */
export function errorOf(
  answer: Pick<Answer, 'status' | 'headers' | 'json'>,
  { writes, now, endpoint }: { writes: boolean; now: Date; endpoint: EndpointName },
): NetworkError | null {
  const { status, headers } = answer;
  const problem = problemAnswer.safeParse(answer.json).data ?? {};
  if (status >= 200 && status < 300) return hiddenError(problem, writes);
  const detail = [
    status,
    problem.title ?? problem.error,
    problem.detail ?? problem.error_description,
    // What is wrong stands here; the rest only says that something is.
    first(problem)?.message,
  ]
    .filter(Boolean)
    .join(' ')
    .slice(0, 300);
  const [kind, reason] = meaningOf(status, problem, { writes, endpoint });
  if (kind !== 'rate_limited') return new NetworkError(kind, reason, { detail });
  return new NetworkError(kind, reason, { detail, retryAt: waitFor(reason, headers, now) });
}

/**
 * A failed write may be answered with 200 and only `errors`. For a read, `errors` lists what is missing beside the
 * rest.
 */
function hiddenError(problem: ProblemAnswer, writes: boolean): NetworkError | null {
  const error = first(problem);
  if (!writes || problem.data !== undefined || !error) return null;
  const options = { detail: `200 ${error.title ?? ''}` };
  if (error.type?.endsWith('/resource-not-found')) return new NetworkError('gone', 'target_gone', options);
  return new NetworkError('refused', 'rejected', options);
}

function meaningOf(
  status: number,
  problem: ProblemAnswer,
  { writes, endpoint }: { writes: boolean; endpoint: EndpointName },
): Meaning {
  const type = problem.type?.split('/').at(-1);
  const words = `${problem.detail ?? ''} ${first(problem)?.message ?? ''}`;
  if (status === 402) return writes ? ['refused', 'out_of_credits'] : ['rate_limited', 'out_of_credits'];
  if (type === 'usage-capped') return writes ? ['refused', 'quota_spent'] : ['rate_limited', 'quota_spent'];
  if (status === 429) return ['rate_limited', 'rate_limited'];
  if (status >= 500 || status === 408) return [writes ? 'outcome_unknown' : 'unavailable', 'unreachable'];
  const code = first(problem)?.code ?? problem.code;
  const known = code === undefined ? undefined : codes[code];
  if (known) return known;
  if (status === 401) return ['unauthorized', 'bad_credentials'];
  if (status === 403) return forbiddenAs(type, words, endpoint);
  // A missing list is a mistake of ours or the network's; only the target of a write, or a person, can be gone.
  if (status === 404)
    return writes || endpoint === 'users' ? ['gone', 'target_gone'] : ['unavailable', 'unexpected_answer'];
  if (status === 413) return ['refused', 'attachment_refused'];
  if (status >= 300 && status < 400) return [writes ? 'outcome_unknown' : 'unavailable', 'unexpected_answer'];
  return ['refused', endpoint === 'media' ? 'attachment_refused' : 'rejected'];
}

function forbiddenAs(type: string | undefined, words: string, endpoint: EndpointName): Meaning {
  if (/duplicate content/i.test(words)) return ['refused', 'duplicate_text'];
  if (/deleted or not visible/i.test(words)) return ['gone', 'target_gone'];
  if (/suspended/i.test(words) && /your account/i.test(words)) return ['unauthorized', 'account_suspended'];
  if (type === 'client-forbidden') return ['refused', 'tier_needed'];
  if (/scope/i.test(words)) return ['refused', 'missing_permission'];
  return forbidden[endpoint] ?? ['refused', 'missing_permission'];
}

function first(problem: ProblemAnswer) {
  return problem.errors?.[0];
}

function waitFor(reason: NetworkErrorReason, headers: IncomingHttpHeaders, now: Date): Date {
  if (reason === 'out_of_credits') return new Date(now.getTime() + OUT_OF_CREDITS_MS);
  if (reason === 'quota_spent') return new Date(now.getTime() + USAGE_CAP_MS);
  return resetOf(headers, now);
}

/** When the used-up limits reset: the latest of them, or a default from now where no header says it. */
export function resetOf(headers: IncomingHttpHeaders, now: Date): Date {
  const reported = ['x-rate-limit', 'x-user-limit-24hour', 'x-app-limit-24hour']
    .map((name) => limitOf(headers, name))
    .filter((limit) => limit !== null);
  const usedUp = reported.filter(({ remaining }) => remaining <= 0);
  const resets = (usedUp.length > 0 ? usedUp : reported).map(({ resetAt }) => resetAt.getTime());
  const until = resets.length > 0 ? Math.max(...resets) : now.getTime() + DEFAULT_WAIT_MS;
  return new Date(Math.max(until, now.getTime() + SHORTEST_WAIT_MS));
}

/** The values of the headers with this name: `-limit`, `-remaining`, and `-reset` in epoch seconds. */
export function limitOf(
  headers: IncomingHttpHeaders,
  name: string,
): { limit?: number; remaining: number; resetAt: Date } | null {
  const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((part) => {
    const value = headers[`${name}-${part}`];
    return value === undefined ? Number.NaN : Number(value);
  });
  if (reset === undefined || !Number.isFinite(reset) || reset <= 0) return null;
  return {
    ...(limit !== undefined && Number.isFinite(limit) ? { limit } : {}),
    remaining: remaining !== undefined && Number.isFinite(remaining) ? remaining : 0,
    resetAt: new Date(reset * 1_000),
  };
}
