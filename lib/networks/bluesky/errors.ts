import type { IncomingHttpHeaders } from 'node:http';
import type { HttpFailure } from '#lib/http/http-failure.ts';
import { NetworkError, type NetworkErrorKind, type NetworkErrorReason } from '../errors.ts';
import { retryAfter } from '#lib/http/retry-after.ts';

/** A refusal by the network, with its error name: `InvalidSwap`, `BlobTooLarge`, … Empty when it gave none. */
export class XrpcError extends NetworkError {
  readonly status: number;
  readonly code: string;

  constructor(
    [kind, reason]: Meaning,
    answer: { status: number; code: string; detail: string; retryAt?: Date | undefined },
  ) {
    super(kind, reason, { detail: answer.detail, ...(answer.retryAt && { retryAt: answer.retryAt }) });
    this.status = answer.status;
    this.code = answer.code;
  }
}

type Meaning = readonly [NetworkErrorKind, NetworkErrorReason];

/** The network's error names. Those that are in no Lexicon are known from its servers. */
const meanings: Record<string, Meaning> = {
  ExpiredToken: ['unauthorized', 'bad_credentials'],
  InvalidToken: ['unauthorized', 'bad_credentials'],
  AuthenticationRequired: ['unauthorized', 'bad_credentials'],
  AuthMissing: ['unauthorized', 'bad_credentials'],
  invalid_token: ['unauthorized', 'bad_credentials'],
  AuthFactorTokenRequired: ['refused', 'second_factor_required'],
  AccountTakedown: ['unauthorized', 'account_suspended'],
  AccountDeactivated: ['unauthorized', 'account_suspended'],
  AccountSuspended: ['unauthorized', 'account_suspended'],
  RepoNotFound: ['unauthorized', 'account_suspended'],
  ScopeMissingError: ['refused', 'missing_permission'],
  Forbidden: ['refused', 'missing_permission'],
  NotFound: ['gone', 'target_gone'],
  RecordNotFound: ['gone', 'target_gone'],
  InvalidConvo: ['gone', 'target_gone'],
  ReplyTargetNotFound: ['gone', 'target_gone'],
  RecipientNotFound: ['gone', 'target_gone'],
  BlobTooLarge: ['refused', 'attachment_refused'],
  PayloadTooLarge: ['refused', 'attachment_refused'],
  InvalidMimeType: ['refused', 'attachment_refused'],
  BlockedActor: ['refused', 'blocked'],
  BlockedSubject: ['refused', 'blocked'],
  ConvoLocked: ['refused', 'replies_not_allowed'],
  MessagesDisabled: ['refused', 'replies_not_allowed'],
  NotFollowedBySender: ['refused', 'replies_not_allowed'],
  MethodNotImplemented: ['refused', 'not_offered'],
  XRPCNotSupported: ['refused', 'not_offered'],
  RateLimitExceeded: ['rate_limited', 'rate_limited'],
  UpstreamFailure: ['unavailable', 'unreachable'],
  UpstreamTimeout: ['unavailable', 'unreachable'],
  InvalidSwap: ['refused', 'rejected'],
  InvalidRecord: ['refused', 'rejected'],
  InvalidRequest: ['refused', 'rejected'],
};

/** What an answer other than 2xx means. `writes`: whether the call changes something. */
export function errorOfAnswer(
  answer: { status: number; headers: IncomingHttpHeaders; body: string },
  { writes, now }: { writes: boolean; now: Date },
): XrpcError {
  const { status } = answer;
  const { code, message } = readError(answer.body);
  const detail = [status, code, message].filter(Boolean).join(' ');
  const meaning = meaningOf(status, code, message);
  const [kind] = meaning;
  if (kind === 'rate_limited') {
    return new XrpcError(meaning, { status, code, detail, retryAt: retryAt(answer.headers, now) });
  }
  // A server that failed during a write may have performed it. A 503 comes before any work.
  if (kind === 'unavailable' && writes && status !== 503) {
    return new XrpcError(['outcome_unknown', 'unreachable'], { status, code, detail });
  }
  return new XrpcError(meaning, { status, code, detail });
}

function meaningOf(status: number, code: string, message: string): Meaning {
  // Has the name InvalidToken, but renewing does not help: the app password lacks the permission.
  if (/bad token scope/i.test(message)) return ['refused', 'missing_permission'];
  if (status === 429) return ['rate_limited', 'rate_limited'];
  const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined;
  if (known) return known;
  if (status === 401) return ['unauthorized', 'bad_credentials'];
  if (status === 403) return ['refused', 'missing_permission'];
  if (status === 404 || status === 405 || status === 501) return ['refused', 'not_offered'];
  if (status === 413) return ['refused', 'attachment_refused'];
  if (status === 408 || status >= 500) return ['unavailable', 'unreachable'];
  if (status >= 300 && status < 400) return ['refused', 'unexpected_answer'];
  return ['refused', 'rejected'];
}

/** The error for a call that got no complete answer. */
export function errorOfFailure(failure: HttpFailure, { writes }: { writes: boolean }): NetworkError {
  const options = { detail: failure.message, cause: failure };
  if (failure.kind === 'address_not_allowed') return new NetworkError('refused', 'address_not_allowed', options);
  if (failure.sent && writes) return new NetworkError('outcome_unknown', 'unreachable', options);
  if (failure.kind === 'server_not_found') return new NetworkError('unavailable', 'server_not_found', options);
  if (failure.kind === 'too_large') return new NetworkError('unavailable', 'unexpected_answer', options);
  return new NetworkError('unavailable', 'unreachable', options);
}

function readError(body: string): { code: string; message: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return { code: '', message: '' };
    const { error, message } = parsed as { error?: unknown; message?: unknown }; // an object, as was just checked
    return { code: typeof error === 'string' ? error : '', message: typeof message === 'string' ? message : '' };
  } catch {
    return { code: '', message: '' }; // a proxy's HTML page
  }
}

const SHORTEST_PAUSE_MS = 1_000;
const DEFAULT_PAUSE_MS = 60_000;

function retryAt(headers: IncomingHttpHeaders, now: Date): Date {
  const resetSeconds = Number(headers['ratelimit-reset']);
  const resetAt = Number.isFinite(resetSeconds) ? resetSeconds * 1000 : 0;
  const announced = retryAfter(headers, now)?.getTime() ?? 0;
  const until = Math.max(resetAt, announced) || now.getTime() + DEFAULT_PAUSE_MS;
  return new Date(Math.max(until, now.getTime() + SHORTEST_PAUSE_MS));
}
