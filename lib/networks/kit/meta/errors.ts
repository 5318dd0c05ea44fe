import { z } from 'zod';
import { NetworkError, type NetworkErrorKind, type NetworkErrorReason } from '../../errors.ts';
import type { Answer } from '../call.ts';
import { waitOf } from './usage.ts';

export type Meaning = readonly [NetworkErrorKind, NetworkErrorReason];
/** What an error means, by `code` or by `code/subcode`; the more specific one is used. */
export type Meanings = Readonly<Record<string, Meaning>>;

const DEAD: Meaning = ['unauthorized', 'bad_credentials'];
const FORBIDDEN: Meaning = ['refused', 'missing_permission'];
const LIMITED: Meaning = ['rate_limited', 'rate_limited'];
const BROKEN: Meaning = ['unavailable', 'unreachable'];
const CLOSED: Meaning = ['refused', 'window_closed'];
const UNREACHED: Meaning = ['refused', 'recipient_closed'];

/**
 * The errors of all of Meta's Graph APIs. A network adds or replaces some with `{ ...metaMeanings, … }`. Sources:
 * "Graph API, Error handling"; "Messenger Platform, Error codes"; "Graph API, Rate limits".
 */
export const metaMeanings: Meanings = {
  '190': DEAD,
  '190/458': ['unauthorized', 'access_revoked'],
  '102': DEAD,
  '3': FORBIDDEN,
  '10': FORBIDDEN,
  '4': LIMITED,
  '17': LIMITED,
  '32': LIMITED,
  '613': LIMITED,
  '80001': LIMITED,
  '80002': LIMITED,
  '80006': LIMITED,
  '1': BROKEN,
  '2': BROKEN,
  // The platform says to send again; checking first costs one call.
  '1200': BROKEN,
  '100': ['refused', 'rejected'],
  '100/33': ['gone', 'target_gone'],
  '100/2018001': UNREACHED,
  '100/2534014': UNREACHED,
  '100/2018276': ['refused', 'approval_needed'],
  '10/2018278': CLOSED,
  '10/2018065': CLOSED,
  '10/2534022': CLOSED,
  '10/2018108': UNREACHED,
  '551': UNREACHED,
  // UNVERIFIED: no page of the network documents the code for a second private reply.
  '10900': ['refused', 'already_used'],
  '368': ['refused', 'policy_block'],
  // UNVERIFIED for comments.
  '506': ['refused', 'duplicate_text'],
  '210': ['refused', 'author_unknown'],
  '3801': ['refused', 'rejected'],
  '3802': ['refused', 'rejected'],
};

const errorBody = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.coerce.number().default(0),
    error_subcode: z.coerce.number().optional(),
    is_transient: z.boolean().optional(),
    fbtrace_id: z.string().optional(),
  }),
});

/** An error of the Graph API, with its code and subcode. */
export class GraphError extends NetworkError {
  readonly code: number;
  readonly subcode: number | undefined;

  constructor(
    [kind, reason]: Meaning,
    said: { code: number; subcode?: number | undefined; detail: string; retryAt?: Date | undefined },
  ) {
    super(kind, reason, { detail: said.detail, ...(said.retryAt && { retryAt: said.retryAt }) });
    this.code = said.code;
    this.subcode = said.subcode;
  }
}

/** The code of an answer's error; null where there is none. */
export function errorCodeOf(answer: Answer): number | null {
  const parsed = errorBody.safeParse(answer.json);
  return parsed.success ? parsed.data.error.code : null;
}

/** What an answer of a Graph API means; null for success. */
export function graphErrorOf(
  answer: Answer,
  { writes, now }: { writes: boolean; now: Date },
  meanings: Meanings = metaMeanings,
): NetworkError | null {
  const parsed = errorBody.safeParse(answer.json);
  if (!parsed.success) return answer.status >= 200 && answer.status < 300 ? null : unnamed(answer, { writes, now });
  const { code, error_subcode: subcode, message, is_transient: isTransient, fbtrace_id: trace } = parsed.data.error;
  const detail = [`${code}${subcode === undefined ? '' : `/${subcode}`}`, message, trace].filter(Boolean).join(' ');
  const [kind, reason] = meaningOf({ code, subcode, isBroken: isTransient === true || answer.status >= 500 }, meanings);
  if (kind === 'rate_limited')
    return new GraphError([kind, reason], { code, subcode, detail, retryAt: waitOf(answer, now) });
  // The platform may have performed the write before it failed.
  if (kind === 'unavailable' && writes) return new GraphError(['outcome_unknown', reason], { code, subcode, detail });
  return new GraphError([kind, reason], { code, subcode, detail });
}

function meaningOf(
  { code, subcode, isBroken }: { code: number; subcode: number | undefined; isBroken: boolean },
  meanings: Meanings,
): Meaning {
  const known = meanings[`${code}/${subcode}`] ?? meanings[String(code)];
  // A rate limit is often flagged as transient too, but it is no outage.
  if (known && (known[0] === 'rate_limited' || known[0] === 'unauthorized' || !isBroken)) return known;
  if (isBroken) return BROKEN;
  return code >= 200 && code <= 299 ? FORBIDDEN : ['refused', 'rejected'];
}

function unnamed({ status, headers }: Answer, { writes, now }: { writes: boolean; now: Date }): NetworkError {
  const detail = `HTTP ${status}`;
  if (status === 429) {
    return new NetworkError('rate_limited', 'rate_limited', {
      detail,
      retryAt: waitOf({ headers }, now),
    });
  }
  if (status >= 500 && writes) return new NetworkError('outcome_unknown', 'unreachable', { detail });
  return new NetworkError('unavailable', status >= 500 ? 'unreachable' : 'unexpected_answer', { detail });
}
