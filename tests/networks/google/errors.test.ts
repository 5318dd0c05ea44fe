import { describe, expect, test } from 'vitest';
import { errorOf } from '#lib/networks/google/errors.ts';

const now = new Date('2026-11-21T20:00:00Z');
const answer = (status: number, json: unknown, writes = false) =>
  errorOf({ status, headers: {}, body: JSON.stringify(json), json }, { writes, now });
const status = (code: number, name: string, info: Record<string, unknown>[] = []) =>
  answer(code, { error: { code, message: 'as it may be', status: name, details: info } });

describe('errors of the Business Profile APIs', () => {
  test.each([
    [401, 'UNAUTHENTICATED', 'unauthorized bad_credentials'],
    [403, 'PERMISSION_DENIED', 'refused missing_permission'],
    [404, 'NOT_FOUND', 'gone target_gone'],
    [400, 'INVALID_ARGUMENT', 'refused rejected'],
    [400, 'FAILED_PRECONDITION', 'refused rejected'],
    [429, 'RESOURCE_EXHAUSTED', 'rate_limited rate_limited'],
    [500, 'INTERNAL', 'unavailable unreachable'],
    [503, 'UNAVAILABLE', 'unavailable unreachable'],
  ])('an answer of %i %s means %s', (code, name, meant) => {
    const said = status(code, name);
    expect(`${said?.kind} ${said?.reason}`).toBe(meant);
  });

  test('a reason beside the status decides', () => {
    const denied = (reason: string) => status(403, 'PERMISSION_DENIED', [{ reason, domain: 'googleapis.com' }]);
    expect(denied('ACCESS_TOKEN_SCOPE_INSUFFICIENT')).toMatchObject({
      kind: 'unauthorized',
      reason: 'missing_permission',
    });
    expect(denied('SERVICE_DISABLED')).toMatchObject({ kind: 'refused', reason: 'app_not_set_up' });
  });

  test('a quota of zero means a project without approval, so waiting does not help', () => {
    const limited = (value: string) =>
      status(429, 'RESOURCE_EXHAUSTED', [{ reason: 'RATE_LIMIT_EXCEEDED', metadata: { quota_limit_value: value } }]);
    expect(limited('0')).toMatchObject({ kind: 'refused', reason: 'approval_needed' });
    expect(limited('300')).toMatchObject({ kind: 'rate_limited', retryAt: new Date('2026-11-21T20:01:00Z') });
  });

  test('details of an unknown kind do not hide the status', () => {
    const details = [{ '@type': 'google.mybusiness.v4.ValidationError', errorDetails: [{ code: 3, field: 'reply' }] }];
    expect(status(400, 'INVALID_ARGUMENT', details)).toMatchObject({ kind: 'refused', reason: 'rejected' });
    expect(answer(400, { error: { status: 'INVALID_ARGUMENT', details: 'none' } })).toMatchObject({
      reason: 'rejected',
    });
  });

  test('a server error during an answer leaves the outcome unknown', () => {
    expect(answer(500, { error: { status: 'INTERNAL' } }, true)).toMatchObject({ kind: 'outcome_unknown' });
  });
});
