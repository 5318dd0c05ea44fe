import { nextMidnight } from '../next-midnight.ts';
import type { Answer } from '../kit/call.ts';
import { NetworkError, type NetworkErrorKind, type NetworkErrorReason } from '../errors.ts';
import type { Span } from './limits.ts';

type Meaning = readonly [NetworkErrorKind, NetworkErrorReason];

/** "Return codes". The HTTP status is 200 for all of them. */
const meanings: Readonly<Record<number, Meaning>> = {
  40000: ['refused', 'rejected'],
  40001: ['refused', 'missing_permission'],
  40002: ['refused', 'rejected'],
  40006: ['refused', 'rejected'],
  40007: ['gone', 'target_gone'],
  40064: ['refused', 'window_closed'],
  40101: ['unauthorized', 'bad_credentials'],
  40102: ['unauthorized', 'bad_credentials'],
  40103: ['unauthorized', 'bad_credentials'],
  40104: ['unauthorized', 'access_revoked'],
  40105: ['unauthorized', 'bad_credentials'],
  40107: ['unauthorized', 'bad_credentials'],
  40110: ['unauthorized', 'bad_credentials'],
  40113: ['refused', 'policy_block'],
  40118: ['refused', 'approval_needed'],
  40125: ['refused', 'approval_needed'],
  40130: ['refused', 'missing_permission'],
  40131: ['unauthorized', 'bad_credentials'],
  40908: ['refused', 'attachment_refused'],
};
const throttled = new Set([40016, 40100, 40133]);
const DUPLICATE = 40050;
const PARTIAL = 20001;
const FIRST_SERVER_CODE = 50_000;

const SECOND_MS = 1_000;
const FIVE_MINUTES_MS = 300_000;

/** What an answer means; null for success, which only `code` 0 is. */
export function errorOfAnswer(answer: Answer, { writes, now }: { writes: boolean; now: Date }): NetworkError | null {
  const said = envelopeOf(answer.json);
  if (!said) return errorOfStatus(answer.status, { writes, now });
  const { code } = said;
  if (code === 0 || code === PARTIAL) return null;
  const detail = [code, said.message, said.requestId].filter(Boolean).join(' ');
  const pause = pauseOf(answer, now);
  if (pause) return new NetworkError('rate_limited', 'rate_limited', { detail, retryAt: pause.until });
  // The same text was sent twice within a moment: the first one may have been accepted.
  if (code === DUPLICATE)
    return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'duplicate_text', { detail });
  if (code >= FIRST_SERVER_CODE)
    return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unreachable', { detail });
  const [kind, reason] = meanings[code] ?? ['refused', 'rejected'];
  return new NetworkError(kind, reason, { detail });
}

/** Until when the network refuses more calls, and the period of that limit; null when it does not say so. */
export function pauseOf(answer: Answer, now: Date): { span: Span; until: Date } | null {
  const said = envelopeOf(answer.json);
  if (said ? !throttled.has(said.code) : answer.status !== 429) return null;
  const message = said?.message ?? '';
  const after = (ms: number) => new Date(now.getTime() + ms);
  // All limits have the same codes; only the message may tell them apart. "Rate limits" says how long each lasts.
  if (/\bqps\b|per second/i.test(message)) return { span: 'second', until: after(SECOND_MS) };
  if (/\bqpd\b|per day|daily/i.test(message)) return { span: 'day', until: nextMidnight('UTC', now) };
  return { span: 'account', until: after(FIVE_MINUTES_MS) };
}

/** The error when something other than the API answered: a gateway. */
function errorOfStatus(status: number, { writes, now }: { writes: boolean; now: Date }): NetworkError | null {
  const detail = `HTTP ${status}`;
  if (status === 429) {
    return new NetworkError('rate_limited', 'rate_limited', {
      detail,
      retryAt: new Date(now.getTime() + FIVE_MINUTES_MS),
    });
  }
  if (status >= 500 || status === 408) {
    return new NetworkError(writes ? 'outcome_unknown' : 'unavailable', 'unreachable', { detail });
  }
  // Only the API itself can say that a token is invalid.
  if (status >= 300) return new NetworkError('refused', 'unexpected_answer', { detail });
  return null;
}

function envelopeOf(json: unknown): { code: number; message: string; requestId: string } | null {
  if (typeof json !== 'object' || json === null || !('code' in json) || typeof json.code !== 'number') return null;
  return {
    code: json.code,
    message: 'message' in json && typeof json.message === 'string' ? json.message : '',
    requestId: 'request_id' in json && typeof json.request_id === 'string' ? json.request_id : '',
  };
}
