import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import type { CheckResult } from '../types.ts';

/** The longest text that a line stores. */
const MAX_DETAIL = 1_000;

/** What an error of a step means: a refusal fails it; where nobody can tell now, it is unknown. */
export function resultOfError(error: unknown): CheckResult {
  if (!(error instanceof NetworkError)) {
    log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a check broke');
    return { outcome: 'unknown', reason: 'broken' };
  }
  const { kind, reason, message } = error;
  const detail = message === reason ? {} : { detail: message.slice(0, MAX_DETAIL) };
  const isRefused = kind === 'unauthorized' || kind === 'refused' || kind === 'gone';
  // An answer that cannot be read is no outage: it comes again.
  const isFailed = (isRefused && reason !== 'budget_spent') || reason === 'unexpected_answer';
  return { outcome: isFailed ? 'failed' : 'unknown', reason, ...detail };
}

/** Whether the credentials are dead, so that every other call is refused too. A missing permission leaves the others. */
export function isSignedOut(error: unknown): error is NetworkError {
  return error instanceof NetworkError && error.kind === 'unauthorized' && error.reason !== 'missing_permission';
}
