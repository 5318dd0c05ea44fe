import * as openid from 'openid-client';
import { HttpFailure } from '#lib/http/http-failure.ts';
import { log } from '#lib/log.ts';
import { Refusal } from '#lib/refusal.ts';

/** What the provider itself says is its own trouble (RFC 6749, 4.1.2.1). */
const TROUBLE = ['server_error', 'temporarily_unavailable'];

/**
 * Why the provider brought nobody: it does not answer, or its answer is not good. The operator finds the reason in the
 * log; the person is told what she can do.
 */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const [code, reason] = reasonOf(error);
  log.warn({ reason }, 'single sign-on failed');
  return new Refusal(code);
}

function reasonOf(error: unknown): ['provider_unavailable' | 'single_sign_on_failed', string] {
  const failure = causesOf(error).find((one) => one instanceof HttpFailure);
  if (failure) return ['provider_unavailable', `${failure.kind} ${failure.message}`];
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError) {
    return [TROUBLE.includes(error.error) ? 'provider_unavailable' : 'single_sign_on_failed', error.error];
  }
  if (error instanceof openid.ClientError) {
    // An error page, or one that is no JSON: nothing that anybody here can do something about.
    const isNoAnswer = error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || error.code === 'OAUTH_RESPONSE_IS_NOT_JSON';
    return [isNoAnswer ? 'provider_unavailable' : 'single_sign_on_failed', `${error.code} ${error.message}`];
  }
  throw error;
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) causes.push(one);
  return causes;
}
